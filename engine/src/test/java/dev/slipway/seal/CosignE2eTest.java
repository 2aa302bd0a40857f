package dev.slipway.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.Layout;
import dev.slipway.image.registry.Registry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** cosign itself, compiled from its Go module, accepts what Slipway has signed and refuses what it has not. */
@EnabledIfSystemProperty(named = "slipway.faults", matches = "all", disabledReason = "to compile cosign takes minutes")
class CosignE2eTest {
    private static final String COSIGN = "github.com/sigstore/cosign/v2/cmd/cosign@v2.6.5";
    private static final String REPOSITORY = "slipway.local/shop/api";

    @TempDir
    Path dir;

    private Path cosign;
    private Process server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Path home = Path.of(
                System.getenv().getOrDefault("SLIPWAY_HOME", System.getProperty("user.home") + "/.cache/slipway"));
        // RegistryE2eTest compiles it.
        Path registry = home.resolve("programs/test-registry-3.1.2");
        assumeTrue(Files.isExecutable(registry), "there is no registry here");
        cosign = home.resolve("programs/test-cosign-2.6.5/cosign");
        if (!Files.isExecutable(cosign)) {
            ProcessBuilder install = new ProcessBuilder(
                            "go", "install", "-trimpath", "-gcflags=all=-dwarf=false", "-ldflags=-s -w", COSIGN)
                    .redirectErrorStream(true)
                    .redirectOutput(dir.resolve("go.log").toFile());
            install.environment()
                    .putAll(Map.of(
                            "GOBIN",
                            String.valueOf(cosign.getParent()),
                            "GOFLAGS",
                            "",
                            "CGO_ENABLED",
                            "0",
                            "GOTOOLCHAIN",
                            "local",
                            "GOCACHE",
                            home.resolve("go/build").toString(),
                            "GOMODCACHE",
                            home.resolve("go/mod").toString()));
            assertThat(install.start().waitFor())
                    .as(Files.readString(dir.resolve("go.log")))
                    .isZero();
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(dir.resolve("registry.yml"), """
                version: 0.1
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d"}
                log: {level: error}
                """.formatted(dir.resolve("data"), port));
        server = new ProcessBuilder(registry.toString(), "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("registry.log").toFile())
                .start();
        while (server.isAlive()) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (java.io.IOException e) {
                Thread.sleep(50);
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.destroy();
            server.waitFor();
        }
    }

    private int cosign(String what, String tag, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                cosign.toString(),
                what,
                "--key",
                dir.resolve("signing.pub").toString(),
                "--insecure-ignore-tlog=true",
                "--allow-insecure-registry"));
        words.addAll(List.of(options));
        words.add("127.0.0.1:" + port + "/shop-api:" + tag);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("cosign.log").toFile());
        builder.environment().put("HOME", dir.toString());
        return builder.start().waitFor();
    }

    @Test
    void acceptsWhatIsSignedAndRefusesAnAlteredImage() throws Exception {
        Layout layout = Layout.open(dir.resolve("oci"));
        SealKey key = SealKey.at(dir.resolve("signing.key"));
        String good = SmallImage.in(layout, REPOSITORY, "good", "good");
        String altered = SmallImage.in(layout, REPOSITORY, "altered", "altered");
        Seals.seal(
                layout,
                REPOSITORY,
                good,
                List.of(
                        new Statement(
                                Statement.PROVENANCE, Map.of("buildDefinition", Map.of(), "runDetails", Map.of())),
                        new Statement(Statement.CYCLONEDX, Map.of("bomFormat", "CycloneDX", "specVersion", "1.6")),
                        new Statement(Statement.SPDX, Map.of("spdxVersion", "SPDX-2.3"))),
                key);
        Registry registry = Registry.at("127.0.0.1:" + port, Optional.empty(), List.of());
        for (String tag : List.of("good", "altered")) {
            registry.push(layout, REPOSITORY + ":" + tag, "shop-api", tag, blob -> List.of(), sent -> {});
        }
        // Somebody gives the altered image the seals of the good one.
        for (String digest : List.of(good, altered)) {
            for (int i = 0; i < 2; i++) {
                registry.push(
                        layout,
                        REPOSITORY + ":" + Seals.tags(good).get(i),
                        "shop-api",
                        Seals.tags(digest).get(i),
                        blob -> List.of(),
                        sent -> {});
            }
        }

        assertThat(cosign("verify", "good")).isZero();
        assertThat(cosign("verify", "altered")).isNotZero();
        for (String type : List.of("slsaprovenance1", "cyclonedx", "spdxjson")) {
            assertThat(cosign("verify-attestation", "good", "--type", type))
                    .as(type)
                    .isZero();
            assertThat(cosign("verify-attestation", "altered", "--type", type))
                    .as(type)
                    .isNotZero();
        }
    }
}
