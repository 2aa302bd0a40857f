package dev.slipway.debian;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** A Debian archive with a key of its own, served on the loopback interface, that can be made to misbehave. */
final class SmallArchive implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** One for all tests: a key takes half a second to make. */
    private static final SigningKey KEY = new SigningKey("small archive");

    final SigningKey key = KEY;
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final AtomicInteger requests = new AtomicInteger();
    private final StringBuilder packages = new StringBuilder();
    private final StringBuilder contents = new StringBuilder();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path folder;
    private volatile Duration slowness = Duration.ZERO;
    private volatile int cutAfter = Integer.MAX_VALUE;

    String date = "Sun, 01 Mar 2026 10:00:00 UTC";
    String validUntil = "Sun, 08 Mar 2026 10:00:00 UTC";
    String extraSource = "";
    /** Of the sources that {@link #open} reads, and its clock. */
    String suites = "small";

    Instant now = NOW;

    SmallArchive(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] body = files.get(exchange.getRequestURI().getPath().substring(1));
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
                return;
            }
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
            int length = Math.min(body.length - from, cutAfter);
            await(slowness);
            exchange.sendResponseHeaders(range == null ? 200 : 206, length == 0 ? -1 : length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body, from, length);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    private static void await(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers come so late from now on. */
    void answerAfter(Duration time) {
        slowness = time;
    }

    /** Answers end after this many bytes from now on, as a failing proxy's do. */
    void cutAnswersAfter(int bytes) {
        cutAfter = bytes;
    }

    SmallArchive add(String name, String version, String fields, byte[] deb) {
        String path = "pool/" + name + ".deb";
        files.put("debian/" + path, deb);
        packages.append("Package: " + name + "\nVersion: " + version + "\nArchitecture: amd64\n"
                + (fields.isEmpty() ? "" : fields + "\n") + "Filename: " + path + "\nSize: " + deb.length + "\nSHA256: "
                + sha256(deb) + "\nDescription: a package\n of a test\n\n");
        return this;
    }

    SmallArchive add(String name, String version, String fields) {
        return add(name, version, fields, (name + version).getBytes(StandardCharsets.UTF_8));
    }

    /** A line of the index of files. */
    SmallArchive file(String path, String packages) {
        contents.append(path).append("   ").append(packages).append("\n");
        return this;
    }

    SmallArchive publish() throws IOException {
        return publish("small");
    }

    /** What was added so far, as another suite; the next one begins without it. */
    SmallArchive publishAs(String suite) throws IOException {
        publish(suite);
        packages.setLength(0);
        return this;
    }

    private SmallArchive publish(String suite) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(bytes, new LZMA2Options(1))) {
            xz.write(packages.toString().getBytes(StandardCharsets.UTF_8));
        }
        byte[] index = bytes.toByteArray();
        files.put("debian/dists/" + suite + "/main/binary-amd64/by-hash/SHA256/" + sha256(index), index);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(contents.toString().getBytes(StandardCharsets.UTF_8));
        }
        byte[] list = zipped.toByteArray();
        files.put("debian/dists/" + suite + "/main/by-hash/SHA256/" + sha256(list), list);
        String release = "Origin: Test\nSuite: stable\nCodename: " + suite + "\nDate: " + date + "\nValid-Until: "
                + validUntil + "\nSHA256:\n " + sha256(index) + " " + index.length + " main/binary-amd64/Packages.xz\n "
                + sha256(list) + " " + list.length + " main/Contents-amd64.gz\n";
        files.put("debian/dists/" + suite + "/InRelease", key.clearSign(release).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/debian/";
    }

    DebianArchive open() throws IOException {
        Path keyring = Files.write(folder.resolve("keyring.pgp"), key.publicKeys());
        List<Source> sources = Source.parse(
                "Types: deb\nURIs: " + url() + "\nSuites: " + suites + "\nComponents: main\nSigned-By: " + keyring
                        + "\n" + extraSource,
                "test");
        return new DebianArchive(
                sources, "amd64", folder.resolve("cache"), Clock.fixed(now, ZoneOffset.UTC), Duration.ofMillis(1));
    }

    static String sha256(byte[] bytes) {
        try {
            Path file = Files.createTempFile("digest", "");
            Files.write(file, bytes);
            String digest = Mirror.digest(file);
            Files.delete(file);
            return digest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    static Map<String, String> byName(Resolution resolution) {
        Map<String, String> map = new TreeMap<>();
        resolution.packages().forEach(p -> map.put(p.name(), p.version()));
        return map;
    }
}
