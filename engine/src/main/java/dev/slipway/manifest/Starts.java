package dev.slipway.manifest;

import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads from Compose files, Procfiles and Dockerfiles how programs start. Slipway runs none of these commands; it only
 * takes evidence from them.
 */
public final class Starts {
    private static final Pattern PROCESS = Pattern.compile("(?m)^([\\w-]+):\\s*(.+?)\\s*$");

    private Starts() {}

    /**
     * How a program starts.
     *
     * @param name that its author gives it
     * @param dir folder of its source
     * @param command as one line of a shell
     * @param place that says so
     */
    public record Start(String name, String dir, String command, String place) {}

    public static List<Start> of(Tree tree) {
        List<Start> all = new ArrayList<>();
        ComposeFiles.of(tree).forEach(service -> of(tree, service).ifPresent(all::add));
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

    private static Optional<Start> of(Tree tree, ComposeFiles.Entry service) {
        Optional<String> dir = service.folder();
        if (dir.isEmpty() || !ComposeFiles.list(service.keys().get("ports")).isEmpty()) {
            return Optional.empty();
        }
        Object said = service.keys().get("command");
        String dockerfile = service.dockerfile();
        Optional<String> command = said != null
                ? Optional.of(words(said))
                : dockerfile.equals("Dockerfile") ? Optional.empty() : image(tree, Tree.at(dir.get(), dockerfile));
        return command.map(c -> new Start(service.name(), dir.get(), c, service.place()));
    }

    /** The command that starts an image. */
    public static Optional<String> image(Tree tree, String dockerfile) {
        return DockerfileText.start(tree.text(dockerfile));
    }

    /** The command of a Compose file as one line. */
    public static String words(Object command) {
        return command instanceof List<?> list
                ? String.join(" ", list.stream().map(String::valueOf).toList())
                : String.valueOf(command).strip();
    }
}
