package dev.slipway.stack.go;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.ComposeFiles;
import dev.slipway.manifest.DockerfileText;
import dev.slipway.manifest.DockerfileText.Instruction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a program starts by the author's Dockerfile or Compose file.
 *
 * @param arguments behind the program's name
 * @param variables that the image sets, with their places
 * @param ports that are exposed, in order
 * @param volumes folders whose content stays
 */
record GoStart(List<String> arguments, Map<String, Variable> variables, List<Integer> ports, List<String> volumes) {
    private static final Pattern PAIR = Pattern.compile("([A-Za-z_]\\w*)=(?:\"([^\"]*)\"|'([^']*)'|(\\S*))");
    private static final Pattern LAUNCHER = Pattern.compile(
            "(.*/)?(sh|bash|ash|go|air|reflex|CompileDaemon|fresh|modd|make|tini|dumb-init|su-exec|gosu)|.*\\.sh");
    /** Other places of a repository's Dockerfile. */
    private static final Pattern BUILDS =
            Pattern.compile("(?:.*/)?(?:scripts|docker|build|deploy(?:ment)?s?|packag(?:e|ing)|ci)/Dockerfile");
    /** Variables that the stack or the platform sets. */
    private static final Pattern GIVEN =
            Pattern.compile("PATH|HOME|PORT|GO\\w*|CGO_ENABLED|TZ|LANG|LC_\\w+|USER|UID|GID|DEBIAN_FRONTEND");

    /** @param place {@code file:line} */
    record Variable(String value, String place) {}

    /** @param folder of the main function; its own Dockerfile comes before that of the module */
    static GoStart of(Tree tree, String dir, String folder, boolean only) {
        LinkedHashSet<String> files = new LinkedHashSet<>();
        files.add(Tree.at(folder, "Dockerfile"));
        List<ComposeFiles.Entry> entries = only
                ? ComposeFiles.of(tree).stream()
                        .filter(e -> e.folder().filter(dir::equals).isPresent())
                        .toList()
                : List.of();
        entries.forEach(e -> files.add(Tree.at(dir, e.dockerfile())));
        if (only) {
            files.add(Tree.at(dir, "Dockerfile"));
            tree.below(dir, f -> BUILDS.matcher(f).matches()).forEach(files::add);
        } else {
            files.add(Tree.at(dir, "Dockerfile." + Tree.name(folder)));
            files.add(Tree.at(dir, Tree.name(folder) + ".Dockerfile"));
        }
        GoStart image = files.stream()
                .filter(tree::has)
                .findFirst()
                .map(file -> image(tree, file))
                .orElse(new GoStart(List.of(), Map.of(), List.of(), List.of()));
        return entries.size() == 1 ? image.under(entries.getFirst()) : image;
    }

    private GoStart under(ComposeFiles.Entry entry) {
        Object command = entry.keys().get("command");
        List<String> words = command instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : command == null
                        ? List.of()
                        : List.of(String.valueOf(command).strip().split("\\s+"));
        boolean launched = words.isEmpty() || LAUNCHER.matcher(words.getFirst()).matches();
        return launched
                ? this
                : new GoStart(
                        plain(
                                words.getFirst().startsWith("-")
                                                || !words.getFirst().contains("/")
                                        ? words
                                        : words.subList(1, words.size())),
                        variables,
                        ports,
                        volumes);
    }

    private static GoStart image(Tree tree, String file) {
        List<String> entrypoint = List.of();
        List<String> command = List.of();
        Map<String, Variable> variables = new TreeMap<>();
        List<Integer> ports = new ArrayList<>();
        List<String> volumes = new ArrayList<>();
        for (Instruction line : DockerfileText.of(tree.text(file))) {
            switch (line.name()) {
                case "FROM" -> {
                    entrypoint = List.of();
                    command = List.of();
                    variables.clear();
                    ports.clear();
                    volumes.clear();
                }
                case "ENTRYPOINT" -> {
                    entrypoint = line.words();
                    command = List.of();
                }
                case "CMD" -> command = line.words();
                case "ENV" -> {
                    Matcher pair = PAIR.matcher(line.arguments().replaceFirst("^([A-Za-z_]\\w*)\\s+(?!=)", "$1="));
                    while (pair.find()) {
                        String value = pair.group(2) != null
                                ? pair.group(2)
                                : pair.group(3) != null ? pair.group(3) : pair.group(4);
                        if (!GIVEN.matcher(pair.group(1)).matches() && !value.contains("$")) {
                            variables.put(pair.group(1), new Variable(value, file + ":" + line.line()));
                        }
                    }
                }
                case "EXPOSE" ->
                    line.words().stream()
                            .filter(w -> w.matches("\\d{2,5}(/tcp)?"))
                            .forEach(w -> ports.add(Integer.parseInt(w.replaceFirst("/.*", ""))));
                case "VOLUME" ->
                    line.words().stream().filter(w -> w.startsWith("/")).forEach(volumes::add);
                default -> {
                    // The instruction does not change how the program starts.
                }
            }
        }
        List<String> all = new ArrayList<>(entrypoint);
        all.addAll(command);
        boolean script = !all.isEmpty() && LAUNCHER.matcher(all.getFirst()).matches();
        // A script in front of the program usually runs the words behind it.
        List<String> said = script && all.size() > 1 && all.getFirst().endsWith(".sh")
                ? all.subList(1, all.size())
                : script ? List.of() : all;
        return new GoStart(said.isEmpty() ? List.of() : plain(said.subList(1, said.size())), variables, ports, volumes);
    }

    /** The words, if they need no shell; else empty. */
    private static List<String> plain(List<String> words) {
        return words.stream().anyMatch(w -> w.matches(".*[$`|;&<>*\"'].*")) ? List.of() : List.copyOf(words);
    }
}
