package dev.slipway.source;

import dev.slipway.source.BuildPlan.Text;
import dev.slipway.source.EnvVar.Kind;
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
    private static final Pattern URL = Pattern.compile("(.*_)?(DATABASE|POSTGRES(QL)?|PG|DB)_UR[LI]");

    private PythonTables() {}

    /** Where the tables are made, in the modules that are loaded when the service starts. */
    static Optional<String> made(Tree tree, String dir) {
        return tree.below(dir, f -> f.endsWith(".py") && !PythonEntry.isTest(f)).stream()
                .filter(f -> MADE.matcher(tree.text(f)).find())
                .findFirst();
    }

    /** Empty where no variable holds the database's URL. */
    static List<String> once(List<EnvVar> env, Entry entry) {
        return env.stream()
                .filter(v -> v.kind() == Kind.LITERAL && URL.matcher(v.name()).matches())
                .findFirst()
                .map(v -> {
                    List<String> command =
                            new ArrayList<>(List.of(FastApiStack.PYTHON, PROGRAM, v.name(), entry.spec()));
                    if (entry.factory()) {
                        command.add("factory");
                    }
                    return command;
                })
                .orElse(List.of());
    }

    /** The program, for a service that uses it. */
    static List<Text> texts(Service service) {
        return service.migrate().contains(PROGRAM)
                ? List.of(new Text(PROGRAM, 0644, Resources.text("start-once.py")))
                : List.of();
    }
}
