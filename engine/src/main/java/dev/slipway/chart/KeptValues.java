package dev.slipway.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Values that hold over those of an application's chart: {@code slipway/values.yaml} of its source, passed to Helm in every run. */
public final class KeptValues {
    private static final String HEAD = """
            # Values that hold over the chart's in every run. What was changed on the release and did good is written here.
            # Commit it, and change it as you like; only this head tells that others may write here, too.
            """;
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private KeptValues() {}

    /** Where it is; it need not be there. */
    public static Path file(Path source) {
        return source.resolve("slipway").resolve("values.yaml");
    }

    /**
     * One value.
     *
     * @param path keys from the top of the chart's values
     * @param value a text, a number or a truth
     */
    public record Value(List<String> path, Object value) {
        public Value {
            path = List.copyOf(path);
        }

        /** As Helm's {@code --set} takes it. */
        public String words() {
            return String.join(".", path) + "=" + value;
        }
    }

    /**
     * Writes values beside those that are there.
     *
     * @return false if a person wrote the file alone: it stays as it is
     */
    public static boolean put(Path source, List<Value> values) throws IOException {
        Path file = file(source);
        String text = Files.isRegularFile(file) ? Files.readString(file) : HEAD;
        if (!text.startsWith(HEAD)) {
            return false;
        }
        JsonNode read = YAML.readTree(text);
        ObjectNode all = read instanceof ObjectNode there ? there : YAML.createObjectNode();
        for (Value value : values) {
            ObjectNode parent = all;
            for (String key : value.path().subList(0, value.path().size() - 1)) {
                parent = parent.get(key) instanceof ObjectNode there ? there : parent.putObject(key);
            }
            parent.set(value.path().getLast(), YAML.valueToTree(value.value()));
        }
        Files.createDirectories(source.resolve("slipway"));
        Path next = file.resolveSibling("values.yaml.new");
        Files.writeString(next, HEAD + YAML.writeValueAsString(all));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }
}
