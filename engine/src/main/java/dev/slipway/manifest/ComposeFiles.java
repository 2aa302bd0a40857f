package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the services of the Compose files in a tree's root. Slipway runs none of them; they are evidence. */
public final class ComposeFiles {
    static final List<String> NAMES =
            List.of("docker-compose.yml", "docker-compose.yaml", "compose.yaml", "compose.yml");

    private ComposeFiles() {}

    /**
     * A service.
     *
     * @param place where it begins
     */
    public record Entry(String name, Map<?, ?> keys, String place) {
        /** Folder that its image is built of, relative to the root; empty where none is built. */
        public Optional<String> folder() {
            Object build = keys.get("build");
            if (build == null) {
                return Optional.empty();
            }
            String context = build instanceof Map<?, ?> m
                    ? String.valueOf(m.get("context") == null ? "." : m.get("context"))
                    : String.valueOf(build);
            return Optional.of(inside(context));
        }

        /** The Dockerfile that is named; the usual one where none is. */
        public String dockerfile() {
            return keys.get("build") instanceof Map<?, ?> m && m.get("dockerfile") != null
                    ? String.valueOf(m.get("dockerfile"))
                    : "Dockerfile";
        }
    }

    public static List<Entry> of(Tree tree) {
        List<Entry> all = new ArrayList<>();
        for (String file : NAMES) {
            map(read(tree.text(file)).get("services"))
                    .forEach((key, value) -> all.add(new Entry(
                            String.valueOf(key),
                            map(value),
                            tree.place(file, Math.max(0, tree.text(file).indexOf(key + ":"))))));
        }
        return all;
    }

    /** {@code ./db/} as the tree has it: {@code db}. */
    public static String inside(String path) {
        return path.replaceFirst("^\\.(/|$)", "").replaceFirst("/+$", "");
    }

    private static Map<?, ?> read(String yaml) {
        try {
            return map(
                    new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build()).loadFromString(yaml));
        } catch (YamlEngineException e) {
            return Map.of(); // evidence that cannot be read is none
        }
    }

    static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    public static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
