package dev.slipway.chart;

import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of a release whose images a cluster's nodes pull from a registry. */
public final class PulledImages {
    private PulledImages() {}

    /** @param repository with its host; the digest decides, the tag is for people */
    public record From(String repository, String tag, String digest) {}

    /**
     * The chart with these values behind its own.
     *
     * @param images by service
     * @param secret name of the Secret that pods show to the registry, where it wants one
     */
    public static Chart in(Workspace workspace, Chart chart, Map<String, From> images, Optional<String> secret) {
        List<Setting> settings = new ArrayList<>();
        SortedMap<String, From> sorted = new TreeMap<>(images);
        StringBuilder yaml =
                new StringBuilder("# Where the images of this release are. Written by every deployment.\n");
        secret.ifPresent(name -> yaml.append("imagePullSecrets:\n  - name: ")
                .append(ValuesYaml.scalar(name))
                .append('\n'));
        sorted.forEach((service, from) -> settings.add(Setting.group(service, "", image(from))));
        yaml.append(ValuesYaml.write("", List.of(Setting.group("services", "", settings))));
        Path file = workspace.work().resolve("chart").resolve("registry.yaml");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, yaml.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        List<String> values = new ArrayList<>(chart.values());
        values.add(file.toString());
        return new Chart(chart.name(), chart.version(), chart.dir(), chart.archive(), values, chart.objects());
    }

    static Setting image(From from) {
        return Setting.group(
                "image",
                "",
                Setting.text("repository", "", from.repository()),
                Setting.text("tag", "", from.tag()),
                Setting.text("digest", "", from.digest()));
    }
}
