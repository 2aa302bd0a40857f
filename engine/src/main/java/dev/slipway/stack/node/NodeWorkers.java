package dev.slipway.stack.node;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.Worker;
import dev.slipway.stack.node.source.JavaScriptCode;
import dev.slipway.stack.node.source.NodePackages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs of Node.js without a port: scripts and files that do not listen. */
final class NodeWorkers {
    /** Programs that serve, or that run once and end. */
    private static final Pattern OTHERS =
            Pattern.compile("(?i).*\\b(next|vite|serve|http-server|runserver|migrate|seed)\\b.*");

    private static final Pattern LISTENS = Pattern.compile("\\.listen\\(|NestFactory\\.create\\(");

    private NodeWorkers() {}

    /** The words behind {@code node}, if they start such a program. */
    static Optional<List<String>> words(Tree tree, String dir, NodePackages packages, List<String> words) {
        List<String> said = new ArrayList<>(words);
        while (!said.isEmpty() && said.getFirst().matches("npx|--\\S+")) {
            said.removeFirst();
        }
        if (said.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> script = said.getFirst().matches("npm|yarn|pnpm|bun")
                ? packages.script(said.getLast())
                : Optional.of(String.join(" ", said));
        return script.filter(line -> !OTHERS.matcher(line).matches())
                .flatMap(line -> NodeStart.command(tree, dir, packages, line))
                .filter(w -> runsOn(tree, dir, w.getLast()));
    }

    private static boolean runsOn(Tree tree, String dir, String file) {
        return !Worker.ends(Tree.name(file).replaceFirst("\\.[cm]?[jt]s$", ""))
                && source(tree, dir, file)
                        .filter(f ->
                                !LISTENS.matcher(JavaScriptCode.of(tree, f)).find())
                        .isPresent();
    }

    /** The source file that a build compiles to the given file. */
    private static Optional<String> source(Tree tree, String dir, String file) {
        String stem = file.replaceFirst("^(dist|build|out)/", "").replaceFirst("\\.[cm]?js$", "");
        return Stream.of(file, "src/" + stem + ".ts", stem + ".ts", "src/" + stem + ".js")
                .map(f -> Tree.at(dir, f))
                .filter(tree::has)
                .findFirst();
    }
}
