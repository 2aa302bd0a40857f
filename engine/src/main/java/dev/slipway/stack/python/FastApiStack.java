package dev.slipway.stack.python;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.EnvVar;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.FolderStack;
import dev.slipway.stack.Project;
import dev.slipway.stack.python.PythonEntry.Entry;
import dev.slipway.store.OtherStores;
import dev.slipway.store.Redis;
import dev.slipway.store.Sqlite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python on the web: what has an ASGI application (FastAPI) as a module's variable by uvicorn, a WSGI one (Flask) by gunicorn. */
public final class FastApiStack implements FolderStack {
    public static final String PYTHON = "/usr/bin/python3";
    private static final Pattern REDIS = Pattern.compile("(?i)redis|\\b(arq|rq)\\b");
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
        if (!packages.present() || DjangoProject.find(tree, dir).isPresent()) {
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
        List<EnvVar> env = PythonEnv.read(tree, dir);
        String database = PythonDatabase.url(tree, dir, packages);
        Optional<PythonTables> tables = PythonTables.of(tree, dir, packages, env, !database.isEmpty(), entry);
        tables.ifPresent(made -> evidence.add(made.evidence()));
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
                tables.map(PythonTables::command).orElse(List.of()),
                evidence);
        notes.addAll(OtherStores.notes(service, packages::has, driver -> packages.evidence()));
        if (!kept(tree, dir, packages).isEmpty()) {
            notes.add(Sqlite.note(Tree.at(dir, kept(tree, dir, packages).getFirst())));
        }
        return new Found(service, database, cacheDriver(tree, dir, packages), notes);
    }

    /** As {@link Found#cacheDriver}. */
    static String cacheDriver(Tree tree, String dir, PythonPackages packages) {
        return Redis.driver(packages::has)
                .filter(name -> namesRedis(tree, dir))
                .map(name -> packages.evidence() + ": " + name)
                .orElse("");
    }

    /** Locks have drivers that come along with other libraries: the code tells whether one is used. */
    private static boolean namesRedis(Tree tree, String dir) {
        return tree.below(dir, f -> f.endsWith(".py") && !PythonEntry.isTest(f)).stream()
                .anyMatch(f -> REDIS.matcher(tree.text(f)).find());
    }

    /** A program without a server. */
    public Project worker(Tree tree, String dir, PythonPackages packages, String place) {
        return project(tree, found(tree, dir, packages, new Entry("", place, "", "", false, false, "")));
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
        String target = entry.packageOfRoot() ? LayerPaths.APP + "/" + Tree.name(dir) : LayerPaths.APP;
        boolean complete = entry.spec().isEmpty() || packages.has(entry.server());
        return new PythonImage(tree, packages)
                .plan(
                        service,
                        target,
                        new PythonImage.Program(
                                entrypoint(entry, service.port()),
                                complete ? List.of() : List.of(entry.server()),
                                target,
                                List.of(path(entry, target)),
                                Map.of(),
                                kept(tree, dir, packages),
                                PythonTables.texts(service)));
    }

    private static String path(Entry entry, String target) {
        return entry.packageOfRoot() ? LayerPaths.APP : entry.base().isEmpty() ? target : target + "/" + entry.base();
    }

    private static List<String> entrypoint(Entry entry, int port) {
        if (entry.wsgi()) {
            return PythonImage.gunicorn(entry.spec() + (entry.factory() ? "()" : ""), port);
        }
        return entry.factory()
                ? PythonImage.uvicorn(entry.spec(), port, "--factory")
                : PythonImage.uvicorn(entry.spec(), port);
    }
}
