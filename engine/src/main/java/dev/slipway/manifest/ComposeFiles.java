package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the services of the Compose files in a tree's root. Slipway runs none of them; it only takes evidence from
 * them.
 */
public final class ComposeFiles {
    static final List<String> NAMES =
            List.of("docker-compose.yml", "docker-compose.yaml", "compose.yaml", "compose.yml");

    private ComposeFiles() {}

    /**
     * A service.
     *
     * @param place where it begins
     * @param files what the file gives it to read, by the place in its container
     */
    public record Entry(String name, Map<?, ?> keys, String place, List<Given> files) {
        public Entry {
            files = List.copyOf(files);
        }

        /** The folder from which its image is built, relative to the root; empty if no image is built. */
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

        /** The image that it starts from where it builds none; empty where it builds one. */
        public Optional<String> image() {
            return keys.get("build") == null
                    ? Optional.ofNullable(keys.get("image")).map(String::valueOf)
                    : Optional.empty();
        }

        /** Names of the services that have to be there before it. */
        public List<String> after() {
            return Stream.of("depends_on", "links")
                    .map(keys::get)
                    .flatMap(said -> said instanceof Map<?, ?> map ? map.keySet().stream() : list(said).stream())
                    .map(name -> String.valueOf(name).replaceFirst(":.*", ""))
                    .distinct()
                    .toList();
        }

        /** Its variables; one that has no value there is left out. */
        public Map<String, String> environment() {
            Map<String, String> variables = new TreeMap<>();
            Object said = keys.get("environment");
            map(said).forEach((name, value) -> {
                if (value != null) {
                    variables.put(String.valueOf(name), String.valueOf(value));
                }
            });
            list(said).stream()
                    .map(line -> String.valueOf(line).split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> variables.put(pair[0].strip(), pair[1]));
            return variables;
        }

        /** Files and folders of the tree that its volumes bring in. */
        public List<String> binds() {
            return list(keys.get("volumes")).stream()
                    .map(volume -> volume instanceof Map<?, ?> map
                            ? String.valueOf(map.get("source"))
                            : String.valueOf(volume).replaceFirst(":.*", ""))
                    .filter(source -> source.startsWith("."))
                    .map(ComposeFiles::inside)
                    .toList();
        }

        /** Whether it is started only where somebody asks for it by its profile. */
        public boolean optional() {
            return !list(keys.get("profiles")).isEmpty();
        }

        /** The name of its Dockerfile; the usual name if it says none. */
        public String dockerfile() {
            return keys.get("build") instanceof Map<?, ?> m && m.get("dockerfile") != null
                    ? String.valueOf(m.get("dockerfile"))
                    : "Dockerfile";
        }
    }

    /**
     * A file that a service gets beside what is in its image.
     *
     * @param name of the secret or the config
     * @param path where it is in the container
     * @param secret whether nobody else may read it
     * @param content what is in it; empty of a secret
     */
    public record Given(String name, String path, boolean secret, String content) {}

    public static List<Entry> of(Tree tree) {
        List<Entry> all = new ArrayList<>();
        for (String file : NAMES) {
            Map<?, ?> whole = read(tree.text(file));
            map(whole.get("services"))
                    .forEach((key, value) -> all.add(new Entry(
                            String.valueOf(key),
                            map(value),
                            tree.place(file, place(tree.text(file), String.valueOf(key))),
                            given(tree, whole, map(value)))));
        }
        return all;
    }

    private static int place(String text, String service) {
        Matcher line = Pattern.compile("(?m)^[ \\t]+[\"']?" + Pattern.quote(service) + "[\"']?[ \\t]*:")
                .matcher(text);
        return line.find() ? line.start() : 0;
    }

    private static List<Given> given(Tree tree, Map<?, ?> whole, Map<?, ?> service) {
        List<Given> all = new ArrayList<>();
        for (Object one : list(service.get("secrets"))) {
            String name = source(one);
            all.add(new Given(name, target(one, "/run/secrets/", name), true, ""));
        }
        for (Object one : list(service.get("configs"))) {
            String name = source(one);
            Map<?, ?> told = map(map(whole.get("configs")).get(name));
            String content = told.get("content") != null
                    ? String.valueOf(told.get("content"))
                    : tree.text(inside(String.valueOf(told.get("file"))));
            all.add(new Given(name, target(one, "/", name), false, content));
        }
        return all;
    }

    private static String source(Object one) {
        return one instanceof Map<?, ?> map ? String.valueOf(map.get("source")) : String.valueOf(one);
    }

    /** @param folder in which it is where its target is a plain name, or none is said */
    private static String target(Object one, String folder, String name) {
        Object said = map(one).get("target");
        String target = said == null ? name : String.valueOf(said);
        return target.startsWith("/") ? target : folder + target;
    }

    /** The path as the tree writes it: {@code ./db/} becomes {@code db}. */
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
