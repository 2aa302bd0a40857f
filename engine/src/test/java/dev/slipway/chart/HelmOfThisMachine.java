package dev.slipway.chart;

import dev.slipway.gate.Workspace;
import dev.slipway.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Helm for tests: of the PATH, or compiled earlier. Compiling one takes minutes, and so tests never do. */
final class HelmOfThisMachine {
    private HelmOfThisMachine() {}

    /** A workspace whose PATH has Helm; the test is skipped where this machine has none. */
    static Workspace workspace(Path folder) throws IOException {
        Optional<Path> helm = find();
        Assumptions.assumeTrue(
                helm.isPresent(), "no helm on the PATH and none compiled (./slipway up compiles one): not run");
        return new Workspace(
                folder.resolve("home"),
                folder.resolve("app"),
                folder.resolve("app/.slipway"),
                Map.of("PATH", helm.orElseThrow().resolveSibling("").toString()));
    }

    static Helm helm(Workspace workspace) {
        return new Helm(workspace, program -> {
            throw new IllegalStateException("a test wants to compile " + program);
        });
    }

    private static Optional<Path> find() throws IOException {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(folder, "helm"))) {
                return Optional.of(Path.of(folder, "helm"));
            }
        }
        Path programs = Workspace.of(Path.of("."), System.getenv()).home().resolve("programs");
        if (!Files.isDirectory(programs)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(
                programs,
                2,
                (f, a) -> a.isRegularFile() && f.getFileName().toString().equals("helm"))) {
            return files.findFirst();
        }
    }
}
