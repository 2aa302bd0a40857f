package dev.slipway.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.ImageSpec;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import dev.slipway.image.StoredImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The Distribution project's registry, compiled from its Go module, asked as people run it. */
@DisabledIfSystemProperty(named = "skipE2e", matches = "|true", disabledReason = "-DskipE2e: left out by wish")
class RegistryE2eTest {
    private static final String NAME = "slipway.local/shop/web:1";
    private static final Credentials ME = new Credentials("me", "word");
    /** {@code me:word}, as htpasswd -B writes it. */
    private static final String HTPASSWD = "me:$2b$05$qdCDKbuO4ro7GJ1uDRdCxOc0uRCg78xCltr5pEzEcn6SUZOalxqhK\n";

    private static Path program;

    @TempDir
    Path dir;

    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;
    private Layout layout;
    private StoredImage image;
    private Layer base;

    @BeforeAll
    static void compile() throws Exception {
        String home = System.getenv().getOrDefault("SLIPWAY_HOME", System.getProperty("user.home") + "/.cache/slipway");
        Path go = Path.of(home, "go");
        program = Path.of(home, "programs", "test-registry-3.1.2");
        if (!Files.isExecutable(program)) {
            ProcessBuilder build = new ProcessBuilder(
                            go(),
                            "build",
                            "-buildvcs=false",
                            "-trimpath",
                            "-gcflags=all=-dwarf=false",
                            "-ldflags",
                            "-s -w",
                            "-o",
                            program.toString(),
                            ".")
                    .directory(Path.of("src/test/registry").toFile())
                    .redirectErrorStream(true);
            build.environment()
                    .putAll(Map.of(
                            "CGO_ENABLED",
                            "0",
                            "GOFLAGS",
                            "",
                            "GOWORK",
                            "off",
                            "GOTOOLCHAIN",
                            "local",
                            "GOCACHE",
                            go.resolve("build").toString(),
                            "GOMODCACHE",
                            go.resolve("mod").toString()));
            Process process;
            try {
                process = build.start();
            } catch (IOException e) {
                assumeTrue(false, "no Go compiles the registry here");
                return;
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
    }

    private static String go() {
        Path usual = Path.of("/usr/local/go/bin/go");
        return Files.isExecutable(usual) ? usual.toString() : "go";
    }

    @BeforeEach
    void oneImage() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        layout = Layout.open(dir.resolve("layout"));
        byte[] random = new byte[5_000_000];
        new Random(3).nextBytes(random);
        base = layout.addLayer("base", List.of(Entry.file("/base", 0644, 0, 0, random)), Compression.GZIP);
        image = image(code("first"));
    }

    private Layer code(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return layout.addLayer("code", List.of(Entry.file("/code", 0644, 0, 0, bytes)), Compression.GZIP);
    }

    private StoredImage image(Layer code) throws IOException {
        return layout.addImage(new ImageSpec(
                NAME, "amd64", List.of(base, code), List.of("/code"), Map.of(), "/", "1", List.of(), Map.of()));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private void serve(String http, String auth) throws Exception {
        Path config =
                Files.writeString(dir.resolve("config.yml"), """
                version: 0.1
                log: {level: warn}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d"%s}
                %s
                """.formatted(dir.resolve("data"), port, http, auth));
        Process process = new ProcessBuilder(program.toString(), "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("registry.log").toFile())
                .start();
        open.add(() -> {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        });
        for (int i = 0; i < 600; i++) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                return;
            } catch (IOException e) {
                assertThat(process.isAlive())
                        .as(Files.readString(dir.resolve("registry.log")))
                        .isTrue();
                Thread.sleep(50);
            }
        }
        throw new AssertionError("the registry does not listen");
    }

    private String host() {
        return "127.0.0.1:" + port;
    }

    private Registry registry(String host, Optional<Credentials> credentials, List<Path> authorities) throws Exception {
        return Registry.at(
                host,
                credentials,
                authorities,
                new RetryRule(4, Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(20), Thread::sleep));
    }

    private Registry.Pushed push(Registry registry, String repository, String... holders) throws Exception {
        return registry.push(layout, NAME, repository, "v1", digest -> List.of(holders), more -> {});
    }

    private void pulledIsPushed(Registry registry, String repository) throws Exception {
        Layout pulled = Layout.open(dir.resolve("pulled"));
        assertThat(registry.pull(pulled, repository, image.digest(), "amd64").digest())
                .isEqualTo(image.digest());
        assertThat(pulled.blob(base.digest())).hasSameBinaryContentAs(layout.blob(base.digest()));
    }

    @Test
    void aChangeSendsItsLayerAloneAndAnotherServiceMountsTheRest() throws Exception {
        serve("", "");
        Registry registry = registry(host(), Optional.empty(), List.of());
        registry.tryPush("team/shop-web");
        assertThat(push(registry, "team/shop-web").uploaded()).isEqualTo(3);
        assertThat(registry.has("team/shop-web", "v1", image.digest())).isTrue();

        image = image(code("second"));
        Registry.Pushed changed = push(registry, "team/shop-web");

        assertThat(changed.present()).isEqualTo(1);
        assertThat(changed.bytes()).isLessThan(2_000);
        Registry.Pushed other = push(registry, "team/shop-worker", "team/shop-web");
        assertThat(other.mounted()).isEqualTo(3);
        assertThat(other.bytes()).isZero();
        pulledIsPushed(registry, "team/shop-web");
    }

    @Test
    void aPasswordIsAskedForAndSaidToBeWrong() throws Exception {
        Path passwords = Files.writeString(dir.resolve("htpasswd"), HTPASSWD);
        serve("", "auth: {htpasswd: {realm: test, path: " + passwords + "}}");
        Registry mine = registry(host(), Optional.of(ME), List.of());
        push(mine, "team/shop-web");
        pulledIsPushed(mine, "team/shop-web");
        assertRefused(registry(host(), Optional.empty(), List.of()), RegistryException.Reason.SIGN_IN);
        assertThatThrownBy(() -> registry(host(), Optional.of(new Credentials("me", "other")), List.of())
                        .tryPush("team/shop-web"))
                .isInstanceOf(RegistryException.class);
    }

    private static void assertRefused(Registry registry, RegistryException.Reason reason) {
        assertThatThrownBy(() -> registry.tryPush("team/shop-web"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsToldAndATrustedOneServes() throws Exception {
        Pair pair = pair();
        serve(", tls: {certificate: " + pair.certificate() + ", key: " + pair.key() + "}", "");
        assertRefused(registry(host(), Optional.empty(), List.of()), RegistryException.Reason.CERTIFICATE);
        Registry trusted = registry(host(), Optional.empty(), List.of(pair.certificate()));
        push(trusted, "team/shop-web");
        pulledIsPushed(trusted, "team/shop-web");
    }

    @Test
    void aTokenIsHadForEachRepositoryAndOneWithoutTheRightIsRefused() throws Exception {
        Pair pair = pair();
        HttpServer tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.createContext("/", exchange -> {
            String asked = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
            byte[] answer = ("{\"token\":\"" + pair.token(asked) + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        tokens.start();
        open.add(() -> tokens.stop(0));
        serve(
                "",
                "auth: {token: {realm: \"http://127.0.0.1:"
                        + tokens.getAddress().getPort() + "/token\", service: test, issuer: issuer, rootcertbundle: "
                        + pair.certificate() + "}}");
        Registry registry = registry(host(), Optional.of(ME), List.of());
        push(registry, "team/shop-web");
        assertThat(push(registry, "team/shop-worker", "team/shop-web").mounted())
                .isEqualTo(3);
        assertThatThrownBy(() -> registry.tryPush("locked/shop-web"))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        e -> assertThat(e.reason()).isEqualTo(RegistryException.Reason.FORBIDDEN));
    }

    @Test
    void aLineThatIsSlowAndBreaksBringsTheImageAllTheSame() throws Exception {
        serve("", "");
        try (BreakingLine line = new BreakingLine(port, 2)) {
            Registry registry = registry("127.0.0.1:" + line.port(), Optional.empty(), List.of());
            push(registry, "team/shop-web");
            assertThat(line.broken.get()).isEqualTo(2);
        }
        pulledIsPushed(registry(host(), Optional.empty(), List.of()), "team/shop-web");
    }

    /** A line that passes on slowly, and breaks in the midst of the first large bodies. */
    private static final class BreakingLine implements AutoCloseable {
        private static final int BEFORE_IT_BREAKS = 1_500_000;

        final AtomicInteger broken = new AtomicInteger();
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final int to;
        private final int times;

        BreakingLine(int to, int times) throws IOException {
            this.to = to;
            this.times = times;
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return server.getLocalPort();
        }

        private void accept() {
            try {
                while (true) {
                    Socket in = server.accept();
                    Socket out = new Socket(InetAddress.getLoopbackAddress(), to);
                    Thread.ofVirtual().start(() -> pass(in, out, true));
                    Thread.ofVirtual().start(() -> pass(out, in, false));
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        private void pass(Socket from, Socket into, boolean breaks) {
            try (from;
                    into;
                    InputStream in = from.getInputStream();
                    OutputStream out = into.getOutputStream()) {
                byte[] buffer = new byte[64 << 10];
                long passed = 0;
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    passed += n;
                    if (breaks && passed > BEFORE_IT_BREAKS && broken.get() < times) {
                        broken.incrementAndGet();
                        return;
                    }
                    Thread.sleep(2);
                    out.write(buffer, 0, n);
                    out.flush();
                }
            } catch (IOException e) {
                // The other end has closed it.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** A key and a certificate that it signs itself, in PEM files. */
    private record Pair(Path certificate, Path key, PrivateKey secret, byte[] encoded) {
        /** A token of the Distribution project's kind for the scopes of a query; none for what is below {@code locked/}. */
        String token(String query) {
            List<String> access = new ArrayList<>();
            for (String part : query.split("&")) {
                if (part.startsWith("scope=repository:") && !part.contains(":locked/")) {
                    String[] scope = part.substring("scope=".length()).split(":");
                    access.add("{\"type\":\"repository\",\"name\":\"" + scope[1] + "\",\"actions\":[\""
                            + scope[2].replace(",", "\",\"") + "\"]}");
                }
            }
            long now = Instant.now().getEpochSecond();
            String head = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\""
                    + Base64.getEncoder().encodeToString(encoded) + "\"]}";
            String claims = "{\"iss\":\"issuer\",\"sub\":\"me\",\"aud\":\"test\",\"jti\":\"" + now + "\",\"iat\":" + now
                    + ",\"nbf\":" + (now - 60) + ",\"exp\":" + (now + 300) + ",\"access\":[" + String.join(",", access)
                    + "]}";
            Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
            String signed = url.encodeToString(head.getBytes(StandardCharsets.UTF_8)) + "."
                    + url.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
            try {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(secret);
                signature.update(signed.getBytes(StandardCharsets.UTF_8));
                return signed + "." + url.encodeToString(signature.sign());
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Pair pair() throws Exception {
        Path store = dir.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        PrivateKey key = (PrivateKey) keys.getKey("a", "changeit".toCharArray());
        byte[] certificate = keys.getCertificate("a").getEncoded();
        return new Pair(
                pem("cert.pem", "CERTIFICATE", certificate),
                pem("key.pem", "PRIVATE KEY", key.getEncoded()),
                key,
                certificate);
    }

    private Path pem(String name, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                dir.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
