package dev.slipway.source;

import dev.slipway.source.BuildPlan.Text;
import dev.slipway.source.PythonEntry.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tables that Python code makes when it starts ({@code create_all}). Pods that start together on an empty database would make
 * them twice, and one of them ends: so a program starts the application once before, under a lock of the database.
 */
final class PythonTables {
    private static final String PROGRAM = "/usr/local/lib/slipway/start-once.py";
    private static final Pattern MADE = Pattern.compile("\\bcreate_all\\b");

    private PythonTables() {}

    /** Where the tables are made, in the modules that are loaded when the service starts. */
    static Optional<String> made(Tree tree, String dir) {
        return tree.below(dir, f -> f.endsWith(".py") && !PythonEntry.isTest(f)).stream()
                .filter(f -> MADE.matcher(tree.text(f)).find())
                .findFirst();
    }

    /** Empty where no variable leads to the database. */
    static List<String> once(List<EnvVar> env, Entry entry) {
        if (env.stream().noneMatch(v -> Wiring.ofDatabase(v.name()))) {
            return List.of();
        }
        List<String> command = new ArrayList<>(List.of(FastApiStack.PYTHON, PROGRAM, entry.spec()));
        if (entry.factory()) {
            command.add("factory");
        }
        return command;
    }

    /** The program, for a service that uses it. */
    static List<Text> texts(Service service) {
        return service.migrate().contains(PROGRAM)
                ? List.of(new Text(PROGRAM, 0644, Resources.text("start-once.py")))
                : List.of();
    }
}
