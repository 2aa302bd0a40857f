package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
 * Reads the services of a tree's Compose file: of the root, else of a folder below it. Slipway runs none of them; it only takes
 * evidence from them.
 */
public final class ComposeFiles {
    static final List<String> NAMES =
            List.of("docker-compose.yml", "docker-compose.yaml", "compose.yaml", "compose.yml");

    /** Of another name, or for one purpose. */
    private static final Pattern OTHERS = Pattern.compile("(docker-)?compose([.-][\\w.-]+)?\\.ya?ml");

    private static final Pattern APART = Pattern.compile(
            "(^|[/.-])(tests?|e2e|ci|override|dev|devcontainer|examples?|local|debug|benchmarks?|monitoring)([/.-]|$)");
    private static final int DEEPEST = 3;

    private ComposeFiles() {}

    /**
     * A service.
     *
     * @param place where it begins
     * @param base the folder of its file, from which its paths lead
     * @param files what the file gives it to read, by the place in its container
     */
    public record Entry(String name, Map<?, ?> keys, String place, String base, List<FileSource> files) {
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
            return Optional.of(below(base, context));
        }

        /** The folder of its Dockerfile, where its source mostly is; empty if no image is built. */
        public Optional<String> source() {
            return folder().map(folder -> below(folder, Tree.parent(dockerfile())));
        }

        /** Whether it is built from a folder, or by that folder's Dockerfile. */
        public boolean of(String dir) {
            return folder().equals(Optional.of(dir)) || source().equals(Optional.of(dir));
        }

        /** The image that it starts from where it builds none; empty where it builds one. */
        public Optional<String> image() {
            return keys.get("build") == null
                    ? Optional.ofNullable(keys.get("image")).map(String::valueOf)
                    : Optional.empty();
        }

        /** Names of the services that have to be there before it. */
        public List<String> after() {
            return Stream.concat(names(keys.get("depends_on")), names(keys.get("links")))
                    .map(name -> name.replaceFirst(":.*", ""))
                    .distinct()
                    .toList();
        }

        private static Stream<String> names(@Nullable Object said) {
            return (said instanceof Map<?, ?> map ? map.keySet().stream() : list(said).stream()).map(String::valueOf);
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
                    .map(source -> below(base, source))
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
    public record FileSource(String name, String path, boolean secret, String content) {}

    private record Entries(List<Entry> all) {}

    /** The services of the tree's Compose file, or of those of its root. */
    public static List<Entry> of(Tree tree) {
        return tree.once(
                        Entries.class,
                        "compose",
                        () -> new Entries(files(tree).stream()
                                .flatMap(file -> read(tree, file).stream())
                                .toList()))
                .all();
    }

    /** The files of the root; where it has none, one for production or of another name there, or the outermost of a folder. */
    private static List<String> files(Tree tree) {
        List<String> usual = NAMES.stream().filter(tree::has).toList();
        if (!usual.isEmpty()) {
            return usual;
        }
        return tree
                .below("", file -> OTHERS.matcher(Tree.name(file)).matches() && file.split("/").length <= DEEPEST)
                .stream()
                .filter(file -> !APART.matcher(file).find())
                .min(Comparator.<String>comparingInt(file -> file.split("/").length)
                        .thenComparing(file -> !file.contains("prod"))
                        .thenComparing(file -> !NAMES.contains(Tree.name(file)))
                        .thenComparing(Comparator.naturalOrder()))
                .stream()
                .toList();
    }

    private static List<Entry> read(Tree tree, String file) {
        List<Entry> all = new ArrayList<>();
        Map<?, ?> whole = read(tree.text(file));
        map(whole.get("services"))
                .forEach((key, value) -> all.add(new Entry(
                        String.valueOf(key),
                        map(value),
                        tree.place(file, place(tree.text(file), String.valueOf(key))),
                        Tree.parent(file),
                        given(tree, Tree.parent(file), whole, map(value)))));
        return all;
    }

    /** A path of a folder, as the tree has it; one that leads out of the tree begins with {@code ..}. */
    private static String below(String folder, String path) {
        return Path.of(folder, path).normalize().toString();
    }

    private static int place(String text, String service) {
        Matcher line = Pattern.compile("(?m)^[ \\t]+[\"']?" + Pattern.quote(service) + "[\"']?[ \\t]*:")
                .matcher(text);
        return line.find() ? line.start() : 0;
    }

    private static List<FileSource> given(Tree tree, String base, Map<?, ?> whole, Map<?, ?> service) {
        List<FileSource> all = new ArrayList<>();
        for (Object one : list(service.get("secrets"))) {
            String name = source(one);
            all.add(new FileSource(name, target(one, "/run/secrets/", name), true, ""));
        }
        for (Object one : list(service.get("configs"))) {
            String name = source(one);
            Map<?, ?> told = map(map(whole.get("configs")).get(name));
            String content = told.get("content") != null
                    ? String.valueOf(told.get("content"))
                    : tree.text(below(base, String.valueOf(told.get("file"))));
            all.add(new FileSource(name, target(one, "/", name), false, content));
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

    /** A map with what it takes from others by a merge key ({@code <<}, YAML 1.1). */
    static Map<?, ?> map(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Map.of();
        }
        if (!map.containsKey("<<")) {
            return map;
        }
        Map<Object, Object> merged = new LinkedHashMap<>();
        Object others = map.get("<<");
        (others instanceof List<?> several ? several : List.of(map(others)))
                .forEach(other -> map(other).forEach(merged::putIfAbsent));
        map.forEach((key, own) -> {
            if (!key.equals("<<")) {
                merged.put(key, own);
            }
        });
        return merged;
    }

    public static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
