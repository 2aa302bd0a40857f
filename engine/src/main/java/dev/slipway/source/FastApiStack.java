package dev.slipway.source;

import dev.slipway.source.BuildPlan.Copy;
import dev.slipway.source.BuildPlan.LayerPlan;
import dev.slipway.source.BuildPlan.RunConfig;
import dev.slipway.source.BuildPlan.Step;
import dev.slipway.source.PythonEntry.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Python on the web: what has an ASGI application (FastAPI) as a module's variable by uvicorn, a WSGI one (Flask) by gunicorn. */
final class FastApiStack implements Stack {
    static final String PYTHON = "/usr/bin/python3";
    private static final String DEPS = "/app/deps";
    private static final int PORT = 8000;
    private static final int FLASK_PORT = 5000;
    private static final Pattern SERVED_ON =
            Pattern.compile("(?:uvicorn|app)\\.run\\([^)]*?port\\s*=\\s*(\\d{2,5})", Pattern.DOTALL);
    private static final Pattern EXPOSED = Pattern.compile("(?m)^\\s*EXPOSE\\s+(\\d{2,5})");

    /** Of a program without a server. */
    private static final Entry NONE = new Entry("", "", "", "", false, false, "");

    @Override
    public String id() {
        return "fastapi";
    }

    @Override
    public Optional<Found> detect(Tree tree, String dir) {
        PythonPackages packages = PythonPackages.of(tree, dir);
        if (!packages.present()) {
            return Optional.empty();
        }
        return PythonEntry.find(tree, dir).map(entry -> found(tree, dir, packages, entry));
    }

    private Found found(Tree tree, String dir, PythonPackages packages, Entry entry) {
        List<String> notes = new ArrayList<>(packages.notes());
        List<String> evidence = new ArrayList<>(List.of(packages.evidence(), entry.place() + " " + entry.spec()));
        if (!entry.spec().isEmpty() && !packages.has(entry.server())) {
            notes.add(packages.manifest() + ": " + entry.server()
                    + " is not among the dependencies; it is added, to serve " + entry.spec());
        }
        boolean alembic = tree.has(Tree.at(dir, "alembic.ini")) && packages.has("alembic");
        if (alembic) {
            evidence.add(Tree.at(dir, "alembic.ini") + " (migrations)");
        }
        List<EnvVar> env = PythonEnv.read(tree, dir);
        String database = PythonDatabase.url(tree, dir, packages);
        List<String> migrate = alembic ? List.of(PYTHON, "-m", "alembic", "upgrade", "head") : List.of();
        Optional<String> tables = PythonTables.made(tree, dir);
        if (!alembic && !database.isEmpty() && !entry.spec().isEmpty() && tables.isPresent()) {
            migrate = PythonTables.once(env, entry);
            evidence.add(tables.get() + " (makes its tables when it starts)");
        }
        Service service = new Service(
                Names.service(dir, Role.BACKEND),
                Role.BACKEND,
                id(),
                "Python " + packages.release().version()
                        + (entry.framework().isEmpty() ? "" : ", " + entry.framework()),
                dir,
                port(tree, dir, entry),
                env,
                List.of(),
                PythonHealth.find(tree, dir, entry.file()),
                migrate,
                evidence);
        notes.addAll(OtherStores.notes(packages::has, driver -> packages.evidence()));
        if (!kept(tree, dir, packages).isEmpty()) {
            notes.add(Sqlite.note(Tree.at(dir, kept(tree, dir, packages).getFirst())));
        }
        return new Found(
                service,
                database,
                Redis.driver(packages::has)
                        .filter(name -> Redis.used(tree, dir))
                        .map(name -> packages.evidence() + ": " + name)
                        .orElse(""),
                notes);
    }

    /** A program without a server. */
    Found worker(Tree tree, String dir, PythonPackages packages, String place) {
        return found(tree, dir, packages, new Entry("", place, "", "", false, false, ""));
    }

    /** Files of SQLite, where the service has no other database. */
    private static List<String> kept(Tree tree, String dir, PythonPackages packages) {
        return PythonDatabase.url(tree, dir, packages).isEmpty()
                ? Sqlite.files(tree, tree.below(dir, f -> f.endsWith(".py") && !PythonEntry.isTest(f)))
                : List.of();
    }

    private static int port(Tree tree, String dir, Entry entry) {
        for (Matcher matcher : List.of(
                SERVED_ON.matcher(tree.text(entry.file())), EXPOSED.matcher(tree.text(Tree.at(dir, "Dockerfile"))))) {
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        return entry.wsgi() ? FLASK_PORT : PORT;
    }

    @Override
    public BuildPlan plan(Tree tree, Service service, List<Service> all) {
        String dir = service.dir();
        PythonPackages packages = PythonPackages.of(tree, dir);
        Entry entry = PythonEntry.find(tree, dir).orElse(NONE);
        // Wheels may count on the C++ runtime of their platform (PEP 600), and greenlet, which SQLAlchemy needs, does.
        List<String> base = new ArrayList<>(List.of("ca-certificates", "libstdc++6", "python3"));
        // The driver without bundled library.
        if (packages.has("psycopg") && !packages.has("psycopg-binary")) {
            base.add("libpq5");
        }
        if (packages.has("mysqlclient")) {
            base.add("python3-mysqldb");
        }
        String target = entry.packageOfRoot() ? LayerPaths.APP + "/" + Tree.name(dir) : LayerPaths.APP;
        List<String> code = code(tree, dir);
        List<Step> steps = new ArrayList<>(
                new PythonInstall(tree, dir, packages).steps(entry.spec().isEmpty() ? "" : entry.server()));
        List<Copy> copies = new ArrayList<>(copies(dir, code, target));
        List<String> writable = new ArrayList<>(List.of("/tmp"));
        List<String> kept = kept(tree, dir, packages);
        if (!kept.isEmpty()) {
            steps.add(Sqlite.step(kept));
            copies.add(Sqlite.copy(target));
            writable.add(Sqlite.FOLDER);
        }
        return new BuildPlan(
                packages.release().suite(),
                base,
                List.of(),
                Stream.concat(packages.lockFiles().stream(), code.stream())
                        .distinct()
                        .sorted()
                        .toList(),
                steps,
                List.of(
                        new LayerPlan("dependencies", List.of(new Copy(LayerPaths.made("dependencies"), DEPS))),
                        new LayerPlan("code", copies, PythonTables.texts(service))),
                new RunConfig(
                        entrypoint(entry, service.port()),
                        Map.of(
                                "PYTHONDONTWRITEBYTECODE", "1",
                                "PYTHONPATH", DEPS + ":" + path(entry, target),
                                "PYTHONUNBUFFERED", "1"),
                        target,
                        LayerPaths.NONROOT,
                        service.port(),
                        writable));
    }

    private static String path(Entry entry, String target) {
        return entry.packageOfRoot() ? LayerPaths.APP : entry.base().isEmpty() ? target : target + "/" + entry.base();
    }

    private static List<String> entrypoint(Entry entry, int port) {
        if (entry.wsgi()) {
            return List.of(
                    PYTHON,
                    "-m",
                    "gunicorn",
                    "--bind",
                    "0.0.0.0:" + port,
                    "--threads",
                    "8",
                    "--access-logfile",
                    "-",
                    entry.spec() + (entry.factory() ? "()" : ""));
        }
        List<String> command = new ArrayList<>(List.of(PYTHON, "-m", "uvicorn", entry.spec()));
        if (entry.factory()) {
            command.add("--factory");
        }
        command.addAll(List.of("--host", "0.0.0.0", "--port", Integer.toString(port)));
        return command;
    }

    /** The service's own files: of the root's folders, those with Python in them and no manifest of another stack. */
    private static List<String> code(Tree tree, String dir) {
        List<String> files = tree.below(dir, file -> !PythonEntry.isTest(file));
        if (!dir.isEmpty()) {
            return files;
        }
        Set<String> folders = files.stream()
                .filter(file -> file.endsWith(".py") && file.contains("/"))
                .map(FastApiStack::top)
                .filter(folder -> !tree.has(folder + "/package.json") && !tree.has(folder + "/pom.xml"))
                .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> file.contains("/") ? folders.contains(top(file)) : !file.startsWith("."))
                .toList();
    }

    private static String top(String file) {
        return file.contains("/") ? file.substring(0, file.indexOf('/')) : file;
    }

    private static List<Copy> copies(String dir, List<String> code, String target) {
        return dir.isEmpty()
                ? code.stream()
                        .map(FastApiStack::top)
                        .distinct()
                        .map(name -> new Copy(name, target + "/" + name))
                        .toList()
                : List.of(new Copy(dir, target));
    }
}
