package dev.slipway.stack.python;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.EnvVar;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Resources;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.stack.Worker;
import dev.slipway.store.Sqlite;
import dev.slipway.store.StoreUse;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Python web services. The author's own start comes first. Otherwise uvicorn serves an ASGI application (FastAPI) in a
 * module's variable, and gunicorn a WSGI one (Flask).
 */
public final class FastApiStack implements Stack {
    private static final int PORT = 8000;
    private static final int FLASK_PORT = 5000;
    /** Ports below this one are reserved for administrators. */
    private static final int LEAST_PORT = 1024;

    private static final Pattern SERVED_ON =
            Pattern.compile("(?:uvicorn|app)\\.run\\([^)]*?port\\s*=\\s*(\\d{2,5})", Pattern.DOTALL);
    /** The port on which a program listens by itself. */
    private static final Pattern LISTENS_ON =
            Pattern.compile("(?i)PORT[\"']\\s*,\\s*[\"']?(\\d{2,5})|\\bport\\s*=\\s*(\\d{2,5})"
                    + "|listen\\(\\s*(\\d{2,5})|\\(\\s*\\(?[\"'][\\w.]*[\"']\\s*,\\s*(\\d{4,5})\\s*\\)");

    /** File names of programs that need no manifest. */
    private static final List<String> ALONE = List.of("main.py", "app.py", "server.py", "wsgi.py", "asgi.py");

    private static final List<String> OTHERS = List.of(
            "package.json", "pom.xml", "build.gradle", "go.mod", "Cargo.toml", "composer.json", "Gemfile", "mix.exs");

    /**
     * Loaded before the program. It opens programs that listen on the loopback address only, where nobody reaches them
     * in a pod.
     */
    private static final Text OPENED = new Text(
            LayerPaths.APP + "/start/sitecustomize.py", 0644, Resources.text(FastApiStack.class, "sitecustomize.py"));

    private static final Pattern EXPOSED = Pattern.compile("(?m)^\\s*EXPOSE\\s+(\\d{2,5})");

    @Override
    public String id() {
        return "fastapi";
    }

    /** The facts from which a program's image is planned. */
    private record Program(
            PythonSource source,
            PythonEntry entry,
            PythonRelease release,
            List<String> reached,
            String database,
            Optional<PythonTables> tables) {
        Program {
            reached = List.copyOf(reached);
        }
    }

    @Override
    public Optional<String> code(Tree tree, String file) {
        return file.matches(".*\\.pyi?") ? Optional.of(PythonCode.of(tree, file)) : Optional.empty();
    }

    @Override
    public Optional<Worker> worker(Tree tree, String dir, List<String> words) {
        PythonPackages packages = PythonPackages.of(tree, dir);
        return Optional.of(packages)
                .filter(PythonPackages::present)
                .flatMap(known -> PythonWorkers.command(tree, dir, known, words))
                .map(command -> new Worker(command, false, place -> alone(tree, dir, packages, place)));
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        PythonPackages packages = PythonPackages.of(tree, dir);
        if (!packages.present() && !alone(tree, dir)
                || DjangoProject.find(tree, dir).isPresent()) {
            return List.of();
        }
        PythonSource source = new PythonSource(tree, dir, packages);
        List<List<PythonEntry>> services = PythonEntry.find(source);
        return services.stream()
                .map(ways -> project(source, ways, services.size() > 1))
                .toList();
    }

    /** Whether the folder has code that no manifest here or above describes, and that no other build covers. */
    private static boolean alone(Tree tree, String dir) {
        for (String at = dir; ; at = Tree.parent(at)) {
            if (PythonPackages.of(tree, at).present()) {
                return false;
            }
            if (at.isEmpty()) {
                break;
            }
        }
        return ALONE.stream().anyMatch(name -> tree.has(Tree.at(dir, name)))
                && OTHERS.stream().noneMatch(name -> tree.has(Tree.at(dir, name)));
    }

    /** The project: the author's way first, then other entries, then other releases of Python. */
    private Project project(PythonSource source, List<PythonEntry> entries, boolean several) {
        List<PythonRelease> releases = source.packages().releases();
        List<Project> ways = Stream.concat(
                        entries.stream().map(entry -> project(source, entry, releases.getFirst(), several)),
                        releases.stream().skip(1).map(release -> project(source, entries.getFirst(), release, several)))
                .toList();
        return ways.getFirst().or(ways.subList(1, ways.size()));
    }

    /** @param several whether the folder has other services, too: then only its own modules describe it */
    private Project project(PythonSource source, PythonEntry entry, PythonRelease release, boolean several) {
        Tree tree = source.tree();
        String dir = source.dir();
        PythonPackages packages = source.packages();
        List<String> notes = new ArrayList<>(packages.notes());
        List<String> evidence =
                new ArrayList<>(List.of(packages.evidence(), (entry.place() + " " + shown(entry)).strip()));
        List<String> reached =
                entry.file().isEmpty() ? List.of() : List.copyOf(source.reached(entry.file(), bases(dir, entry)));
        List<EnvVar> env = PythonEnv.read(source, several ? reached : source.files());
        String database = PythonDatabase.url(source);
        Optional<PythonTables> tables = PythonTables.of(source, env, !database.isEmpty(), entry);
        tables.ifPresent(made -> evidence.add(made.evidence()));
        Program program = new Program(source, entry, release, reached, database, tables);
        missing(program)
                .ifPresent(server -> notes.add(packages.manifest() + ": " + server
                        + " is not among the dependencies; it is added, to serve " + entry.spec()));
        PythonTables.driver(source)
                .ifPresent(driver -> notes.add(Tree.at(dir, "alembic.ini")
                        + ": the migration waits for the database, and asyncpg does not: " + driver
                        + " is added for it"));
        String name =
                several ? entry.said().map(said -> Names.label(said.name(), "")).orElse("") : "";
        Service service = new Service(
                name.isEmpty() ? Names.service(dir, Role.BACKEND) : name,
                Role.BACKEND,
                id(),
                "Python " + release.version() + (entry.framework().isEmpty() ? "" : ", " + entry.framework()),
                dir,
                port(program),
                env,
                List.of(),
                PythonHealth.find(source, entry, reached),
                tables.map(PythonTables::command).orElse(List.of()),
                evidence);
        List<String> kept = kept(program);
        if (!kept.isEmpty()) {
            notes.add(Sqlite.note(Tree.at(dir, kept.getFirst())));
        }
        return new Project(service, database, stores(source), notes, (wired, peers) -> plan(program, wired));
    }

    private static String shown(PythonEntry entry) {
        return entry.spec().isEmpty()
                ? entry.said().map(said -> said.start().target()).orElse("")
                : entry.spec();
    }

    /** The folders on the path, and the folders around the service's. */
    private static List<String> bases(String dir, PythonEntry entry) {
        List<String> bases = new ArrayList<>(List.of(Tree.at(dir, entry.base()).replaceFirst("/$", "")));
        for (String at = dir; ; at = Tree.parent(at)) {
            if (!bases.contains(at)) {
                bases.add(at);
            }
            if (at.isEmpty()) {
                return bases;
            }
        }
    }

    /** The server, if it has to be installed beside the dependencies. */
    private static Optional<String> missing(Program program) {
        String server = PythonServer.distribution(program.entry().server());
        return program.entry().spec().isEmpty() || program.source().packages().has(server)
                ? Optional.empty()
                : Optional.of(server);
    }

    /** The stores beside its database that the code uses. */
    static List<StoreUse> stores(PythonSource source) {
        PythonPackages packages = source.packages();
        // Locks also contain drivers that other libraries depend on. The code shows whether one is used.
        return Stores.uses(packages::has, library -> packages.evidence()).stream()
                .filter(use -> source.files().stream()
                        .anyMatch(f -> Stores.of(use.store())
                                .client()
                                .matcher(source.code(f))
                                .find()))
                .toList();
    }

    /** A program without a server. */
    private Project alone(Tree tree, String dir, PythonPackages packages, String place) {
        PythonEntry none = new PythonEntry("", place, "", "", "", false, "", Optional.empty());
        return project(new PythonSource(tree, dir, packages), none, packages.release(), false);
    }

    /** SQLite files, if the service has no other database. */
    private static List<String> kept(Program program) {
        return program.database().isEmpty()
                ? Sqlite.files(
                        program.source().files(), file -> program.source().code(file))
                : List.of();
    }

    /** The author's port. A port that only administrators may open is replaced. */
    private static int port(Program program) {
        PythonEntry entry = program.entry();
        PythonSource source = program.source();
        int said = entry.said()
                .map(one -> one.start().port() > 0 ? one.start().port() : one.port())
                .orElse(0);
        if (said >= LEAST_PORT) {
            return said;
        }
        if (entry.spec().isEmpty()) {
            for (String file : program.reached()) {
                Optional<Matcher> listens = source.find(file, LISTENS_ON);
                if (listens.isPresent()) {
                    return listens.map(FastApiStack::number).orElseThrow();
                }
            }
        }
        Tree tree = source.tree();
        for (Matcher matcher : List.of(
                SERVED_ON.matcher(source.code(entry.file())),
                EXPOSED.matcher(tree.text(Tree.at(source.dir(), "Dockerfile"))))) {
            if (matcher.find() && Integer.parseInt(matcher.group(1)) >= LEAST_PORT) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        return entry.wsgi() ? FLASK_PORT : PORT;
    }

    private static int number(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String digits = matcher.group(group);
            if (digits != null) {
                return Integer.parseInt(digits);
            }
        }
        return PORT;
    }

    private static BuildPlan plan(Program program, Service service) {
        PythonEntry entry = program.entry();
        String dir = service.dir();
        String target = Tree.at(LayerPaths.APP, entry.under()).replaceFirst("/$", "");
        List<Copy> outside = outside(program);
        List<String> path = new ArrayList<>(List.of(
                entry.under().isEmpty() ? Tree.at(target, entry.base()).replaceFirst("/$", "") : LayerPaths.APP));
        if (!outside.isEmpty() && !path.contains(LayerPaths.APP)) {
            path.add(LayerPaths.APP);
        }
        if (listens(entry)) {
            path.add(Tree.parent(OPENED.to()));
        }
        return new PythonImage(program.source(), program.release(), service)
                .plan(
                        service,
                        target,
                        new PythonImage.Program(
                                entry.file().isEmpty()
                                        ? PythonServer.uvicorn("", service.port())
                                        : PythonServer.command(entry, service.port()),
                                Stream.concat(missing(program).stream(), PythonTables.driver(program.source()).stream())
                                        .toList(),
                                workdir(entry, target),
                                path,
                                env(entry, service.port()),
                                kept(program),
                                Stream.concat(
                                                PythonTables.texts(service).stream(),
                                                listens(entry) ? Stream.of(OPENED) : Stream.empty())
                                        .toList(),
                                outside));
    }

    /** The working folder. A program may look for its files in the folder where its author starts it. */
    private static String workdir(PythonEntry entry, String target) {
        String folder = entry.spec().isEmpty()
                ? entry.said().map(said -> said.start().folder()).orElse("")
                : "";
        return Tree.at(target, folder).replaceFirst("/$", "");
    }

    /** Whether it is a program that listens by itself. */
    private static boolean listens(PythonEntry entry) {
        return entry.spec().isEmpty() && !entry.file().isEmpty();
    }

    private static Map<String, String> env(PythonEntry entry, int port) {
        return listens(entry) ? Map.of("HOST", "0.0.0.0", "PORT", Integer.toString(port)) : Map.of();
    }

    /** The files that it imports from other folders, each at the place from which it is imported. */
    private static List<Copy> outside(Program program) {
        String dir = program.source().dir();
        String under = program.entry().under();
        String root = under.isEmpty() || !dir.endsWith(under) ? dir : dir.substring(0, dir.length() - under.length());
        return program.reached().stream()
                .filter(file -> !dir.isEmpty() && !file.startsWith(dir + "/"))
                .map(file -> {
                    String around = dir;
                    while (!around.isEmpty() && !file.startsWith(around + "/")) {
                        around = Tree.parent(around);
                    }
                    String rest = file.substring(around.isEmpty() ? 0 : around.length() + 1);
                    String top = Tree.at(around, rest.replaceFirst("/.*", ""));
                    String from = under.isEmpty() ? around : root.replaceFirst("/$", "");
                    return new Copy(
                            top,
                            LayerPaths.APP + "/"
                                    + (from.isEmpty() || !top.startsWith(from + "/")
                                            ? top
                                            : top.substring(from.length() + 1)));
                })
                .distinct()
                .toList();
    }
}
