package dev.slipway.debian;

import dev.slipway.image.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Downloads files by their digest into a cache. A file appears under its digest's name only when it is complete and
 * correct. An interrupted download continues where it stopped.
 */
final class Mirror {
    static final int ATTEMPTS = 4;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int LONGEST_UNKNOWN = 16 << 20;

    /**
     * One process downloads a file while the others wait for a lock on the file. Such a lock belongs to the whole
     * process, so its threads wait for each other here.
     */
    private static final ConcurrentMap<Path, ReentrantLock> DOWNLOADS = new ConcurrentHashMap<>();

    private final Path folder;
    private final Duration pause;

    /** @param pause before the first repetition; each further one waits twice as long */
    Mirror(Path folder, Duration pause) {
        this.folder = folder;
        this.pause = pause;
    }

    /** The server says that there is no such file. */
    static final class Missing extends IOException {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }

    /** A small file whose digest is not known beforehand. */
    byte[] read(String url, int attempts) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try (InputStream in = open(url, 0).getInputStream()) {
                byte[] bytes = in.readNBytes(LONGEST_UNKNOWN + 1);
                if (bytes.length > LONGEST_UNKNOWN) {
                    throw new IOException("it is longer than " + LONGEST_UNKNOWN + " bytes");
                }
                return bytes;
            } catch (Missing e) {
                throw e;
            } catch (IOException e) {
                if (attempt == attempts) {
                    throw e;
                }
                sleep(attempt);
            }
        }
    }

    Path cached(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /**
     * The file with this digest, from the cache or else from {@code url}. A cached file of another size is damaged and
     * fetched again.
     */
    Path fetch(String url, String sha256, long size) throws InterruptedException {
        Path file = cached(sha256);
        Path part = file.resolveSibling(sha256 + ".part");
        try {
            if (whole(file, size)) {
                return file;
            }
            Files.createDirectories(file.getParent());
            ReentrantLock own = DOWNLOADS.computeIfAbsent(file.toAbsolutePath(), path -> new ReentrantLock());
            own.lockInterruptibly();
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = out.lock()) {
                if (lock.isValid() && !whole(file, size)) {
                    download(url, sha256, size, part, out);
                    DurableFiles.publish(part, file);
                }
            } finally {
                own.unlock();
            }
        } catch (IOException e) {
            throw DebianException.writing(part, e);
        }
        return file;
    }

    private static boolean whole(Path file, long size) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) == size;
    }

    /** Deletes a file of the cache if its bytes no longer have its digest, so that it is fetched again. */
    boolean dropDamaged(String sha256) {
        Path file = cached(sha256);
        try {
            return Files.exists(file) && !digest(file).equals(sha256) && Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DebianException.writing(file, e);
        }
    }

    private void download(String url, String sha256, long size, Path part, FileChannel out)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            String flaw;
            try {
                if (out.size() < size) {
                    append(url, out, size);
                }
                flaw = out.size() < size ? "it ended after " + out.size() + " of " + size + " bytes" : "";
            } catch (Network e) {
                flaw = String.valueOf(e.getMessage());
            }
            if (flaw.isEmpty() && out.size() == size && digest(part).equals(sha256)) {
                return;
            }
            if (flaw.isEmpty()) {
                flaw = "its " + out.size() + " bytes do not have the digest " + sha256 + " of the signed index";
                out.truncate(0);
            }
            if (attempt == ATTEMPTS) {
                throw new DebianException("could not download " + url + ": " + flaw + " (" + ATTEMPTS
                        + " attempts); check the network and the proxy, or name another mirror (docs/images.md)");
            }
            sleep(attempt);
        }
    }

    /** A failure of the network. One of this machine's disk is another exception. */
    private static final class Network extends IOException {
        private static final long serialVersionUID = 1L;

        Network(IOException cause) {
            super(reason(cause), cause);
        }
    }

    static String reason(IOException e) {
        return e instanceof UnknownHostException
                ? "the name " + e.getMessage() + " cannot be resolved: there is no network, or no DNS"
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static void append(String url, FileChannel out, long size) throws IOException {
        long have = out.size();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = openForAppending(url, have, out)) {
            out.position(out.size());
            OutputStream sink = Channels.newOutputStream(out);
            for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
                if (out.size() + n > size) {
                    out.truncate(0);
                    throw new Network(new IOException("it is longer than the " + size + " bytes of the signed index"));
                }
                sink.write(buffer, 0, n);
            }
        }
    }

    private static int read(InputStream in, byte[] buffer) throws Network {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new Network(e);
        }
    }

    private static InputStream openForAppending(String url, long from, FileChannel out) throws IOException {
        HttpURLConnection connection;
        InputStream in;
        int status;
        try {
            connection = open(url, from);
            in = connection.getInputStream();
            status = connection.getResponseCode();
        } catch (IOException e) {
            throw new Network(e);
        }
        if (status != HttpURLConnection.HTTP_PARTIAL) {
            out.truncate(0);
        }
        return in;
    }

    private static HttpURLConnection open(String url, long from) throws IOException {
        URLConnection connection = URI.create(url).toURL().openConnection();
        if (!(connection instanceof HttpURLConnection http)) {
            throw new IOException("only http and https are understood");
        }
        http.setConnectTimeout((int) CONNECT.toMillis());
        http.setReadTimeout((int) SILENCE.toMillis());
        if (from > 0) {
            http.setRequestProperty("Range", "bytes=" + from + "-");
        }
        int status = http.getResponseCode();
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new Missing("the server has no such file (404)");
        }
        if (status >= 400) {
            throw new IOException("the server answers " + status);
        }
        return http;
    }

    private void sleep(int attempt) throws InterruptedException {
        Thread.sleep(pause.multipliedBy(1L << (attempt - 1)));
    }

    static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = sha256();
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sha256.digest());
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
