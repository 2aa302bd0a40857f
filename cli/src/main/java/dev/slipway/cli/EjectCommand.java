package dev.slipway.cli;

import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "eject",
        mixinStandardHelpOptions = true,
        description = "Copies what was generated (Dockerfiles, chart, scenario) into the application's folder slipway/,"
                + " where it is yours: chart and scenario there win over generated ones; Dockerfiles are for container"
                + " engines, Slipway builds without them. Overwrites nothing.")
final class EjectCommand implements Callable<Integer> {
    private static final int NOTHING = 1;

    private final Console console;

    @Mixin
    private Target target = new Target();

    EjectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Workspace workspace = target.workspace(console.env());
        Path own = workspace.source().resolve("slipway");
        List<String> told = new ArrayList<>();
        copy(workspace.work().resolve("scenario.yaml"), own.resolve("scenario.yaml"), told);
        for (Path image : children(workspace.work().resolve("images"))) {
            Path file = image.resolve("Dockerfile");
            Path to = own.resolve(String.valueOf(image.getFileName()));
            copy(file, to.resolve("Dockerfile"), told);
            copy(image.resolve("Dockerfile.dockerignore"), to.resolve("Dockerfile.dockerignore"), told);
        }
        for (Path chart : children(workspace.work().resolve("chart"))) {
            if (Files.isDirectory(chart)) {
                tree(chart, own.resolve("chart"), told);
            }
        }
        if (told.isEmpty()) {
            console.err().println("Nothing has been generated here yet. It comes with: ./slipway package");
            return NOTHING;
        }
        told.forEach(console.out()::println);
        return 0;
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList();
        }
    }

    private static void tree(Path from, Path to, List<String> told) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                copy(file, to.resolve(from.relativize(file).toString()), told);
            }
        }
    }

    private static void copy(Path from, Path to, List<String> told) throws IOException {
        if (!Files.isRegularFile(from)) {
            return;
        }
        if (Files.exists(to)) {
            told.add("kept    " + to);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.copy(from, to);
        told.add("wrote   " + to);
    }
}
