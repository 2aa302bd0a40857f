package dev.slipway.stack.python;

import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Resources;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.store.DatabaseVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the tables of a Python service are made: by Alembic, by Flask-Migrate, or by the code when it starts ({@code
 * create_all}). Pods that start at the same time on an empty database would make them twice, and one pod would fail. So
 * a program makes them before, under a lock of the database.
 *
 * @param command of the program; empty if no variable leads to the database
 * @param evidence that shows it
 */
record PythonTables(List<String> command, String evidence) {
    private static final String ONCE = "/usr/local/lib/slipway/start-once.py";
    private static final String MIGRATE = "/usr/local/lib/slipway/alembic-migrate.py";
    private static final Pattern ASYNCHRONOUS =
            Pattern.compile("\\b(async_engine_from_config|create_async_engine|run_sync|AsyncEngine)\\b");
    private static final Pattern MADE = Pattern.compile("\\bcreate_all\\b");

    PythonTables {
        command = List.copyOf(command);
    }

    /** @param database whether the service has a driver for a database server */
    static Optional<PythonTables> of(PythonSource source, List<EnvVar> env, boolean database, PythonEntry entry) {
        Tree tree = source.tree();
        PythonPackages packages = source.packages();
        String alembic = Tree.at(source.dir(), "alembic.ini");
        String flask = Tree.at(source.dir(), "migrations/env.py");
        if (tree.has(alembic) && packages.has("alembic")) {
            return Optional.of(new PythonTables(migrated(source, env, entry, List.of()), alembic + " (migrations)"));
        }
        if (tree.has(flask) && packages.has("flask-migrate") && !entry.spec().isEmpty()) {
            return Optional.of(new PythonTables(
                    migrated(source, env, entry, List.of(entry.spec())), flask + " (migrations of Flask-Migrate)"));
        }
        return database && !entry.spec().isEmpty()
                ? made(source)
                        .map(file -> new PythonTables(once(env, entry), file + " (makes its tables when it starts)"))
                : Optional.empty();
    }

    /**
     * Migrates by Alembic. If an empty database cannot take the migrations and the code makes its tables, the code does
     * it.
     */
    private static List<String> migrated(
            PythonSource source, List<EnvVar> env, PythonEntry entry, List<String> application) {
        List<String> command = new ArrayList<>(List.of(PythonLayout.PYTHON, MIGRATE));
        command.addAll(application);
        List<String> once = made(source).isPresent() && !entry.spec().isEmpty() ? once(env, entry) : List.of();
        if (!once.isEmpty()) {
            command.add("--otherwise");
            command.addAll(once.subList(1, once.size()));
        }
        return command;
    }

    /**
     * The driver that Alembic needs in addition; empty if none is missing. Alembic's engine is synchronous. An
     * asynchronous driver of the application does not serve it, unless its {@code env.py} is written for that.
     */
    static Optional<String> driver(PythonSource source) {
        PythonPackages packages = source.packages();
        boolean waits = List.of("psycopg", "psycopg2", "psycopg2-binary", "pg8000").stream()
                .anyMatch(packages::has);
        if (!source.tree().has(Tree.at(source.dir(), "alembic.ini"))
                || !packages.has("alembic")
                || !packages.has("asyncpg")
                || waits) {
            return Optional.empty();
        }
        List<String> scripts = source.files().stream()
                .filter(file -> Tree.name(file).equals("env.py"))
                .toList();
        return scripts.isEmpty()
                        || scripts.stream()
                                .anyMatch(
                                        file -> source.find(file, ASYNCHRONOUS).isPresent())
                ? Optional.empty()
                : Optional.of("psycopg[binary]");
    }

    /** The place where the tables are made, in the modules that are loaded when the service starts. */
    private static Optional<String> made(PythonSource source) {
        return source.files().stream()
                .filter(f -> source.find(f, MADE).isPresent())
                .findFirst();
    }

    private static List<String> once(List<EnvVar> env, PythonEntry entry) {
        if (env.stream().noneMatch(v -> DatabaseVariables.leads(v.name()))) {
            return List.of();
        }
        List<String> command = new ArrayList<>(List.of(PythonLayout.PYTHON, ONCE, entry.spec()));
        if (entry.factory()) {
            command.add("factory");
        }
        return command;
    }

    /** The program's files, for a service that uses it. */
    static List<Text> texts(Service service) {
        return Stream.of(ONCE, MIGRATE)
                .filter(service.migrate()::contains)
                .map(program -> new Text(program, 0644, Resources.text(PythonTables.class, Tree.name(program))))
                .toList();
    }
}
