package dev.slipway.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** What Compose files, a Procfile and Dockerfiles say of how programs start: evidence, of which nothing is run. */
final class Starts {
    private static final List<String> COMPOSE =
            List.of("docker-compose.yml", "docker-compose.yaml", "compose.yaml", "compose.yml");
    private static final Pattern CMD = Pattern.compile("(?m)^\\s*(?:CMD|ENTRYPOINT)\\s+(.+?)\\s*$");
    private static final Pattern PROCESS = Pattern.compile("(?m)^([\\w-]+):\\s*(.+?)\\s*$");

    private Starts() {}

    /**
     * A program.
     *
     * @param name as its author calls it
     * @param dir folder of its source
     * @param command as one line of a shell
     * @param place where it says so
     */
    record Start(String name, String dir, String command, String place) {}

    static List<Start> of(Tree tree) {
        List<Start> all = new ArrayList<>();
        for (String name : COMPOSE) {
            compose(tree, name, all);
        }
        for (String file : tree.below("", f -> Tree.name(f).equals("Procfile"))) {
            PROCESS.matcher(tree.text(file))
                    .results()
                    .filter(m -> !m.group(1).matches("web|release"))
                    .forEach(m ->
                            all.add(new Start(m.group(1), Tree.parent(file), m.group(2), tree.place(file, m.start()))));
        }
        for (String file : tree.below("", f -> Tree.name(f).equals("Dockerfile"))) {
            String dir = Tree.parent(file);
            image(tree, file)
                    .ifPresent(command -> all.add(new Start(Names.service(dir, Role.WORKER), dir, command, file)));
        }
        return all;
    }

    private static void compose(Tree tree, String file, List<Start> all) {
        Map<?, ?> services = map(read(tree.text(file)).get("services"));
        services.forEach((key, value) -> {
            Map<?, ?> service = map(value);
            Object build = service.get("build");
            if (build == null || !list(service.get("ports")).isEmpty()) {
                return;
            }
            String context = String.valueOf(
                    build instanceof Map<?, ?> m && m.get("context") != null
                            ? m.get("context")
                            : build instanceof Map<?, ?> ? "." : build);
            String dir = context.replaceFirst("^\\.(/|$)", "").replaceFirst("/+$", "");
            String dockerfile = build instanceof Map<?, ?> m && m.get("dockerfile") != null
                    ? String.valueOf(m.get("dockerfile"))
                    : "Dockerfile";
            String place = tree.place(file, Math.max(0, tree.text(file).indexOf(key + ":")));
            Optional<String> command = service.get("command") != null
                    ? Optional.of(words(service.get("command")))
                    : dockerfile.equals("Dockerfile") ? Optional.empty() : image(tree, Tree.at(dir, dockerfile));
            command.ifPresent(c -> all.add(new Start(String.valueOf(key), dir, c, place)));
        });
    }

    /** What an image starts with. */
    private static Optional<String> image(Tree tree, String dockerfile) {
        return CMD.matcher(tree.text(dockerfile))
                .results()
                .map(m -> m.group(1))
                .reduce((a, b) -> b)
                .map(Starts::unpacked);
    }

    private static String unpacked(String command) {
        if (!command.startsWith("[")) {
            return command;
        }
        try {
            return String.join(" ", new ObjectMapper().readValue(command, String[].class));
        } catch (JacksonException e) {
            return "";
        }
    }

    private static String words(Object command) {
        return command instanceof List<?> list
                ? String.join(" ", list.stream().map(String::valueOf).toList())
                : String.valueOf(command).strip();
    }

    private static Map<?, ?> read(String yaml) {
        try {
            return map(
                    new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build()).loadFromString(yaml));
        } catch (YamlEngineException e) {
            return Map.of(); // evidence that cannot be read is none
        }
    }

    private static Map<?, ?> map(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
