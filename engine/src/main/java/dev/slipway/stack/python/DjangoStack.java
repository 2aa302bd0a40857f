package dev.slipway.stack.python;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.EnvVar;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Resources;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.stack.python.DjangoProject.Setting;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.DatabaseVariables;
import dev.slipway.store.Sqlite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Django, with or without the REST framework. Gunicorn serves a WSGI application; an ASGI application gets the server
 * that it asks for. A module of Slipway's runs before the project's own: it collects the static files, and serves them
 * if nothing in the project does.
 */
public final class DjangoStack implements Stack {
    private static final int PORT = 8000;
    private static final String FOLDER = "/usr/local/lib/slipway/django";
    private static final String SERVED = "slipway_served";
    private static final String MIGRATE = FOLDER + "/migrate.py";
    private static final String STATIC = "whitenoise";
    private static final Pattern ENGINE = Pattern.compile("(?:DB|SQL|DATABASE)_ENGINE");
    private static final Pattern HOSTS = Pattern.compile("(.*_)?ALLOWED_HOSTS?");

    @Override
    public String id() {
        return "django";
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        PythonPackages packages = PythonPackages.of(tree, dir);
        return packages.present()
                ? DjangoProject.find(tree, dir)
                        .map(project -> packages.releases().stream()
                                .map(release -> project(new PythonSource(tree, dir, packages), project, release))
                                .toList())
                        .map(ways -> ways.getFirst().or(ways.subList(1, ways.size())))
                        .stream()
                        .toList()
                : List.of();
    }

    private Project project(PythonSource source, DjangoProject project, PythonRelease release) {
        Tree tree = source.tree();
        String dir = source.dir();
        PythonPackages packages = source.packages();
        List<String> notes = new ArrayList<>(packages.notes());
        added(packages, project)
                .forEach(name -> notes.add(packages.manifest() + ": " + name
                        + " is not among the dependencies; it is added, to serve "
                        + (name.equals(STATIC) ? "static files" : project.served())));
        String database = PythonDatabase.url(source);
        List<EnvVar> read = PythonEnv.read(source, source.files());
        List<EnvVar> env = env(tree, read, project, database);
        notes.addAll(fixed(tree, project));
        List<String> kept = kept(tree, read, database, project);
        if (!kept.isEmpty()) {
            notes.add(Sqlite.note(Tree.at(project.base(), kept.getFirst())));
        }
        Service service = new Service(
                Names.service(dir, Role.BACKEND),
                Role.BACKEND,
                id(),
                "Python " + release.version() + ", Django",
                dir,
                PORT,
                env,
                List.of(),
                DjangoUrls.health(tree, project),
                List.of(PythonLayout.PYTHON, MIGRATE),
                List.of(
                        packages.evidence(),
                        project.manage(),
                        project.settings().getFirst() + " " + project.module()));
        return new Project(
                service,
                database,
                FastApiStack.stores(source),
                notes,
                (wired, peers) -> plan(source, project, release, kept, wired));
    }

    /** The variables that the code reads, with values for those that say where Django runs. */
    private static List<EnvVar> env(Tree tree, List<EnvVar> read, DjangoProject project, String database) {
        Map<String, String> known = new TreeMap<>();
        project.setting(tree, "DEBUG")
                .filter(Setting::read)
                .ifPresent(debug -> debug.variable()
                        .ifPresent(name -> known.put(
                                name, debug.text().matches("(?s).*(\\bint\\(|[\"'][01][\"']).*") ? "0" : "False")));
        project.setting(tree, "SECURE_SSL_REDIRECT")
                .filter(Setting::read)
                .flatMap(Setting::variable)
                .ifPresent(name -> known.put(name, "False"));
        String engine = "django.db.backends." + (DatabaseUrls.mysql(database) ? "mysql" : "postgresql");
        return read.stream()
                .filter(v -> !v.name().equals("DJANGO_SETTINGS_MODULE"))
                .map(v -> HOSTS.matcher(v.name()).matches() ? valued(v, "*") : v)
                .map(v -> !database.isEmpty() && ENGINE.matcher(v.name()).matches() ? valued(v, engine) : v)
                .map(v -> known.containsKey(v.name()) ? valued(v, known.get(v.name())) : v)
                .toList();
    }

    private static EnvVar valued(EnvVar variable, String value) {
        return variable.with(new Value.Literal(value));
    }

    /** Notes on settings in the code that should differ between installations. */
    private static List<String> fixed(Tree tree, DjangoProject project) {
        List<String> notes = new ArrayList<>();
        project.setting(tree, "SECRET_KEY")
                .filter(s -> !s.read())
                .ifPresent(s ->
                        notes.add(s.place() + ": SECRET_KEY stands in the code, where everybody who reads it can forge"
                                + " sessions: SECRET_KEY = os.environ[\"SECRET_KEY\"], then a generated one is set"));
        project.setting(tree, "DEBUG")
                .filter(s -> s.text().startsWith("True"))
                .ifPresent(
                        s -> notes.add(s.place() + ": DEBUG is on for good, and pages show the source where a request"
                                + " fails: DEBUG = os.environ.get(\"DEBUG\") == \"1\""));
        overridden(tree, project)
                .forEach((name, value) -> project.setting(tree, name)
                        .ifPresent(s -> notes.add(
                                s.place() + ": " + name + " is fixed, and would refuse requests in the cluster: it is "
                                        + value + " there (read it from a variable " + name + ", then that holds)")));
        return notes;
    }

    /** Settings in the code that only work on a developer's machine or behind TLS, with their values in the image. */
    private static Map<String, String> overridden(Tree tree, DjangoProject project) {
        Map<String, String> overridden = new LinkedHashMap<>();
        if (project.setting(tree, "ALLOWED_HOSTS")
                .filter(s -> s.read() || s.text().contains("*"))
                .isEmpty()) {
            overridden.put("ALLOWED_HOSTS", "[\"*\"]");
        }
        if (project.setting(tree, "SECURE_SSL_REDIRECT")
                .filter(s -> s.text().startsWith("True"))
                .isPresent()) {
            overridden.put("SECURE_SSL_REDIRECT", "False");
        }
        return overridden;
    }

    /** SQLite files, if no variable leads to another database. */
    private static List<String> kept(Tree tree, List<EnvVar> read, String database, DjangoProject project) {
        boolean other = !database.isEmpty() && read.stream().anyMatch(v -> DatabaseVariables.leads(v.name()));
        return other ? List.of() : Sqlite.files(project.settings(), file -> PythonCode.of(tree, file));
    }

    private static List<String> added(PythonPackages packages, DjangoProject project) {
        String server = project.server(packages);
        // Without it, uvicorn refuses the connections that channels needs.
        Stream<String> sockets =
                server.equals("uvicorn") && packages.has("channels") ? Stream.of("websockets") : Stream.empty();
        return Stream.concat(Stream.of(server, STATIC), sockets)
                .filter(name -> !packages.has(name))
                .toList();
    }

    private static BuildPlan plan(
            PythonSource source, DjangoProject project, PythonRelease release, List<String> kept, Service service) {
        Tree tree = source.tree();
        String dir = service.dir();
        PythonPackages packages = source.packages();
        String workdir =
                LayerPaths.APP + "/" + project.base().substring(dir.length()).replaceFirst("^/", "");
        String overrides = overridden(tree, project).entrySet().stream()
                .map(e -> "settings." + e.getKey() + " = " + e.getValue() + "\n")
                .collect(Collectors.joining());
        String served = Resources.text(DjangoStack.class, "django-served.py")
                .replace("# overrides\n", overrides)
                .replace("MODULE", project.served().replaceFirst(":.*", ""));
        PythonImage.Program program = new PythonImage.Program(
                command(project.server(packages), service.port()),
                added(packages, project),
                workdir.replaceFirst("/$", ""),
                List.of(workdir.replaceFirst("/$", ""), FOLDER),
                Map.of("DJANGO_SETTINGS_MODULE", project.module()),
                kept,
                List.of(
                        new Text(MIGRATE, 0644, Resources.text(DjangoStack.class, "django-migrate.py")),
                        new Text(FOLDER + "/" + SERVED + ".py", 0644, served)),
                List.of());
        return new PythonImage(source, release, service).plan(service, LayerPaths.APP, program);
    }

    private static List<String> command(String server, int port) {
        String application = SERVED + ":application";
        return switch (server) {
            case "daphne" ->
                List.of(PythonLayout.PYTHON, "-m", "daphne", "-b", "0.0.0.0", "-p", String.valueOf(port), application);
            case "hypercorn" ->
                List.of(PythonLayout.PYTHON, "-m", "hypercorn", "--bind", "0.0.0.0:" + port, application);
            case "uvicorn" -> PythonServer.uvicorn(application, port);
            default -> PythonServer.gunicorn(application, port);
        };
    }
}
