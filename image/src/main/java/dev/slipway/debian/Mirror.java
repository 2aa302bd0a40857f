package dev.slipway.debian;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Downloads files by their digest into a cache. A file appears under its digest's name only when it is whole and right;
 * an interrupted download goes on where it stopped.
 */
final class Mirror {
    static final int ATTEMPTS = 4;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofSeconds(30);

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
                return in.readAllBytes();
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

    /** The file with this digest, from the cache or else from {@code url}. */
    Path fetch(String url, String sha256, long size) throws InterruptedException {
        Path file = cached(sha256);
        if (Files.exists(file)) {
            return file;
        }
        Path part = file.resolveSibling(sha256 + ".part");
        try {
            Files.createDirectories(file.getParent());
            // Other processes of this machine share the cache: one of them downloads, the rest wait.
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = out.lock()) {
                if (!Files.exists(file) && lock.isValid()) {
                    download(url, sha256, size, part, out);
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw DebianException.writing(part, e);
        }
        return file;
    }

    private void download(String url, String sha256, long size, Path part, FileChannel out)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            String flaw;
            try {
                if (out.size() < size) {
                    append(url, out);
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

    /** A failure of the network, as against one of this machine's disk. */
    private static final class Network extends IOException {
        private static final long serialVersionUID = 1L;

        Network(IOException cause) {
            super(reason(cause), cause);
        }
    }

    static String reason(IOException e) {
        return e instanceof java.net.UnknownHostException
                ? "the name " + e.getMessage() + " cannot be resolved: there is no network, or no DNS"
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static void append(String url, FileChannel out) throws IOException {
        long have = out.size();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = openForAppending(url, have, out)) {
            out.position(out.size());
            OutputStream sink = java.nio.channels.Channels.newOutputStream(out);
            for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
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
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
