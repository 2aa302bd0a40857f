package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.ComposeFiles;
import dev.slipway.manifest.Starts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds how the author of a Python service starts it: in a Procfile, Compose files, its Dockerfile or a README. */
final class PythonStarts {
    private static final Pattern PROCESS = Pattern.compile("(?m)^([\\w-]+):\\s*(.+?)\\s*$");
    private static final Pattern TOLD =
            Pattern.compile("(?m)^[\\s>$`-]*((?:[\\w./-]+ )*?(?:uvicorn|gunicorn|hypercorn|flask|fastapi) [^`\\n]*)");
    private static final Pattern CONTAINER_PORT = Pattern.compile("(?:.*:)?(\\d{2,5})(?:/tcp)?");

    private final Tree tree;
    private final String dir;

    PythonStarts(Tree tree, String dir) {
        this.tree = tree;
        this.dir = dir;
    }

    /**
     * A start.
     *
     * @param name that its author gives the program; empty if there is none
     * @param port on which others reach it; 0 if unknown
     * @param place that shows it
     * @param listens whether a port is named, or the program is for the web
     */
    record StatedStart(String name, PythonStart start, int port, String place, boolean listens) {}

    /** The starts in each source, the most telling source first. */
    List<List<StatedStart>> all() {
        return Stream.of(procfile(), compose(), dockerfile(), readme())
                .filter(said -> !said.isEmpty())
                .toList();
    }

    private List<StatedStart> procfile() {
        String file = Tree.at(dir, "Procfile");
        return PROCESS.matcher(tree.text(file))
                .results()
                .filter(m -> !m.group(1).equals("release"))
                .flatMap(m -> started(m.group(2))
                        .map(start -> new StatedStart(
                                m.group(1).equals("web") ? "" : m.group(1),
                                start,
                                0,
                                tree.place(file, m.start()),
                                m.group(1).equals("web")))
                        .stream())
                .toList();
    }

    private List<StatedStart> compose() {
        List<StatedStart> said = new ArrayList<>();
        for (ComposeFiles.Entry entry : ComposeFiles.of(tree)) {
            Optional<String> context = entry.folder();
            if (context.isEmpty()) {
                continue;
            }
            String dockerfile = Tree.at(context.get(), entry.dockerfile());
            if (!context.get().equals(dir) && !Tree.parent(dockerfile).equals(dir)) {
                continue;
            }
            Object told = entry.keys().get("command") != null
                    ? entry.keys().get("command")
                    : entry.keys().get("entrypoint");
            OptionalInt port = ComposeFiles.list(entry.keys().get("ports")).stream()
                    .map(one -> one instanceof Map<?, ?> map ? String.valueOf(map.get("target")) : String.valueOf(one))
                    .map(CONTAINER_PORT::matcher)
                    .filter(Matcher::matches)
                    .mapToInt(m -> Integer.parseInt(m.group(1)))
                    .findFirst();
            (told == null ? Starts.image(tree, dockerfile) : Optional.of(Starts.words(told)))
                    .flatMap(this::started)
                    .map(start -> start.from(below(Tree.parent(dockerfile))))
                    .ifPresent(start -> said.add(new StatedStart(
                            entry.name(), start, port.orElse(0), entry.place(), port.isPresent() || served(start))));
        }
        return said;
    }

    /** A folder relative to the service's; empty if it is outside of it. */
    private String below(String folder) {
        return dir.isEmpty() ? folder : folder.startsWith(dir + "/") ? folder.substring(dir.length() + 1) : "";
    }

    private List<StatedStart> dockerfile() {
        String file = Tree.at(dir, "Dockerfile");
        boolean exposed = tree.text(file).contains("EXPOSE");
        return Starts.image(tree, file)
                .flatMap(this::started)
                .map(start -> new StatedStart("", start, 0, file, exposed || served(start)))
                .stream()
                .toList();
    }

    private List<StatedStart> readme() {
        for (String file : List.of(Tree.at(dir, "README.md"), "README.md")) {
            List<StatedStart> said = TOLD.matcher(tree.text(file))
                    .results()
                    .flatMap(m -> started(m.group(1).replace("`", ""))
                            .filter(PythonStarts::served)
                            .filter(start -> start.target().contains(":"))
                            .map(start -> new StatedStart("", start, 0, tree.place(file, m.start(1)), true))
                            .stream())
                    .toList();
            if (!said.isEmpty()) {
                return said;
            }
        }
        return List.of();
    }

    private static boolean served(PythonStart start) {
        return !start.program().equals("python");
    }

    /**
     * The start in a command. If the command runs a script of the source, the script's last line that starts something
     * counts.
     */
    private Optional<PythonStart> started(String command) {
        Optional<PythonStart> plain = PythonStart.of(command);
        if (plain.isPresent()) {
            return plain;
        }
        return PythonStart.words(command).stream()
                .filter(word -> word.endsWith(".sh"))
                .map(word -> word.replaceFirst("^\\./", "").replaceFirst("^/.*/", ""))
                .flatMap(name -> Stream.of(name, Tree.name(name)))
                .map(name -> Tree.at(dir, name))
                .filter(tree::has)
                .findFirst()
                .flatMap(script -> tree.text(script)
                        .replaceAll("\\\\\\r?\\n", " ")
                        .lines()
                        .filter(line -> !line.strip().startsWith("#"))
                        .flatMap(line -> PythonStart.of(line).stream())
                        .reduce((a, b) -> b));
    }
}
