package dev.slipway.helm;

import dev.slipway.compile.Programs;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Helm of this machine's PATH, else the one that is compiled for it. Its caches stay in Slipway's home. */
public final class Helm {
    private final Workspace workspace;
    private final Programs programs;

    public Helm(Workspace workspace, Programs programs) {
        this.workspace = workspace;
        this.programs = programs;
    }

    /** A Helm command, ready to run; {@code helm} itself is left out of the words. */
    public Command command(String... words) throws InterruptedException {
        Optional<Path> installed = installed();
        List<String> all = new ArrayList<>();
        all.add((installed.isPresent() ? installed.get() : programs.get(Programs.Program.HELM)).toString());
        all.addAll(List.of(words));
        Path home = workspace.home().resolve("helm");
        return Command.of(all.toArray(String[]::new))
                .within(Duration.ofMinutes(10))
                .with(Map.of(
                        "HELM_CACHE_HOME", home.resolve("cache").toString(),
                        "HELM_CONFIG_HOME", home.resolve("config").toString(),
                        "HELM_DATA_HOME", home.resolve("data").toString()));
    }

    private Optional<Path> installed() {
        for (String folder : workspace.env().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path file = Path.of(folder).resolve("helm");
            if (!folder.isBlank() && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
