package dev.slipway.chart;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A chart's files on disk: generated, or the person's own.
 *
 * @param own whether a person wrote it
 * @param dependencies whether it names other charts that it needs
 * @param values files that are always passed to Helm: an own chart's images, values that a person or a fix has set, and
 *     secrets that a person gave
 * @param environments values files of the environments that the chart has, by the environment's name
 * @param output where the package goes
 */
record ChartFolder(
        String name,
        String version,
        Path dir,
        boolean own,
        boolean dependencies,
        List<Path> values,
        SortedMap<String, Path> environments,
        Path output) {
    /** All files have this time, so that packages of the same content are equal byte for byte. */
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    static ChartFolder prepare(Workspace workspace, Model model) {
        Path own = workspace.source().resolve("slipway").resolve("chart");
        Path output = workspace.work().resolve("chart");
        try {
            List<Path> values = new ArrayList<>();
            Path set = KeptValues.file(workspace.source());
            if (Files.isRegularFile(set)) {
                values.add(set);
            }
            if (Files.isDirectory(own)) {
                Path images = output.resolve("images.yaml");
                write(images, images(model));
                values.addFirst(images);
                writeGiven(output, model).ifPresent(values::add);
                return read(own, true, values, output);
            }
            writeGiven(output, model).ifPresent(values::add);
            Path dir = output.resolve(model.name());
            SortedMap<String, String> files = ChartFiles.of(model);
            removeOthers(dir, files);
            for (Map.Entry<String, String> file : files.entrySet()) {
                write(dir.resolve(file.getKey()), file.getValue());
            }
            return read(dir, false, values, output);
        } catch (IOException e) {
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-300",
                            "Tried to write the chart of %s to %s.".formatted(model.name(), output),
                            String.valueOf(e),
                            "Make room in that folder or the right to write to it, then: ./slipway up"),
                    e);
        }
    }

    private static ChartFolder read(Path dir, boolean own, List<Path> values, Path output) throws IOException {
        Path file = dir.resolve("Chart.yaml");
        JsonNode chart;
        try {
            chart = new YAMLMapper().readTree(Files.exists(file) ? Files.readString(file) : "");
        } catch (JacksonException e) {
            throw unreadable("%s:%d: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
        }
        String name = chart.path("name").asString("");
        String version = chart.path("version").asString("");
        if (name.isBlank() || version.isBlank()) {
            throw unreadable("%s:1: %s is missing".formatted(file, name.isBlank() ? "name" : "version"));
        }
        SortedMap<String, Path> environments = new TreeMap<>();
        try (Stream<Path> files = Files.list(dir)) {
            files.filter(f -> f.getFileName().toString().matches("values-.+\\.ya?ml"))
                    .forEach(f -> environments.put(f.getFileName().toString().replaceAll("^values-|\\.ya?ml$", ""), f));
        }
        return new ChartFolder(
                name,
                version,
                dir,
                own,
                !chart.path("dependencies").isEmpty(),
                List.copyOf(values),
                environments,
                output);
    }

    private static SlipwayFailure unreadable(String why) {
        return new SlipwayFailure(new Failure(
                "SLIP-302",
                "Tried to read the chart's Chart.yaml.",
                why,
                "Correct that line, or move slipway/chart away to have a chart generated."));
    }

    /** The values files of an installation on the person's own machine, those of the dev environment included. */
    List<Path> localValues() {
        List<Path> files = new ArrayList<>();
        Optional.ofNullable(environments.get("dev")).ifPresent(files::add);
        files.addAll(values);
        return files;
    }

    /** A person's own chart gets the built images under the same keys as a generated one. */
    private static String images(Model model) {
        StringBuilder yaml = new StringBuilder("# The images that were built. Written by every run.\nservices:\n");
        for (Part part : model.parts()) {
            yaml.append("  %s:\n    image:\n      repository: %s\n      tag: %s\n"
                    .formatted(
                            part.name(),
                            ValuesYaml.scalar(part.image().repository()),
                            ValuesYaml.quoted(part.image().tag())));
        }
        return yaml.toString();
    }

    /** Writes the secrets that a person gave to a file that only this person can read. No package contains it. */
    private static Optional<Path> writeGiven(Path output, Model model) throws IOException {
        Path file = output.resolve("secrets.yaml");
        Files.deleteIfExists(file);
        StringBuilder yaml = new StringBuilder("services:\n");
        for (Part part : model.parts()) {
            if (!part.given().isEmpty()) {
                yaml.append("  %s:\n    secretEnv:\n".formatted(part.name()));
                part.given()
                        .forEach(v -> yaml.append("      %s: %s\n".formatted(v.name(), ValuesYaml.quoted(v.text()))));
            }
        }
        if (model.parts().stream().allMatch(p -> p.given().isEmpty())) {
            return Optional.empty();
        }
        Files.createDirectories(output);
        Files.createFile(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        write(file, yaml.toString());
        return Optional.of(file);
    }

    private static void removeOthers(Path dir, SortedMap<String, String> files) throws IOException {
        if (!Files.isDirectory(dir)) {
            return;
        }
        List<Path> present;
        try (Stream<Path> walk = Files.walk(dir)) {
            present = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : present) {
            boolean folder = Files.isDirectory(path);
            if (!folder && !files.containsKey(dir.relativize(path).toString().replace('\\', '/'))) {
                Files.delete(path);
            } else if (folder && isEmpty(path)) {
                Files.delete(path);
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        Files.setLastModifiedTime(file, TIME);
    }
}
