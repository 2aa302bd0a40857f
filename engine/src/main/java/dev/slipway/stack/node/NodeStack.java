package dev.slipway.stack.node;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.Health;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Profile;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.HealthPaths;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.stack.Worker;
import dev.slipway.stack.node.page.PageTool;
import dev.slipway.stack.node.page.PublicVariables;
import dev.slipway.stack.node.runtime.Bun;
import dev.slipway.stack.node.runtime.NodeRuntime;
import dev.slipway.stack.node.source.BrowserPackages;
import dev.slipway.stack.node.source.JavaScriptCode;
import dev.slipway.stack.node.source.NodeEnv;
import dev.slipway.stack.node.source.NodePackages;
import dev.slipway.stack.node.tables.LibraryTables;
import dev.slipway.stack.node.tables.NodeDatabase;
import dev.slipway.stack.node.tables.NodeTables;
import dev.slipway.stack.node.tables.Prisma;
import dev.slipway.store.Sqlite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in JavaScript or TypeScript: Express, Fastify, NestJS, or Node.js' own. */
public final class NodeStack implements Stack {
    private static final int PORT = 3000;
    /** Megabytes of an image with a browser. */
    private static final int BROWSER_BUDGET = 450;

    private static final Map<String, String> FRAMEWORKS = Map.of(
            "@nestjs/core", "NestJS",
            "express", "Express",
            "fastify", "Fastify",
            "hono", "Hono",
            "koa", "Koa");
    /** Packages of projects that have a stack of their own, or no server. */
    private static final List<String> OTHERS = List.of("next", "react-scripts", "electron", "expo", "react-native");

    /** Programs that serve the plain files of a build tool. Slipway's page server does this here. */
    private static final Set<String> FILE_SERVERS =
            Set.of("serve", "http-server", "sirv", "sirv-cli", "live-server", "lite-server", "ws");

    private static final List<Pattern> PORTS = List.of(
            Pattern.compile("(?:env\\.PORT|env\\[[\"']PORT[\"']])[!)\\s]*(?:\\|\\||\\?\\?)\\s*[\"']?(\\d{2,5})"),
            Pattern.compile("\\.listen\\(\\s*(\\d{2,5})"),
            Pattern.compile("(?i)\\bport\\s*(?::\\s*number\\s*)?=\\s*[\"']?(\\d{2,5})"),
            Pattern.compile("(?i)\\bport\\s*:\\s*[\"']?(\\d{2,5})"));
    private static final Pattern CLOSED =
            Pattern.compile("\\.listen\\([^;]{0,200}?[\"'](?:localhost|127\\.0\\.0\\.1)[\"']");
    private static final Pattern EXPOSED = Pattern.compile("(?m)^\\s*EXPOSE\\s+(\\d{2,5})");
    private static final Pattern ROUTE = Pattern.compile("\\b(?:get|all|Get)\\(\\s*[\"'](/?[\\w/-]+)[\"']");
    private static final Pattern USES_DATABASE =
            Pattern.compile("(?i)prisma|\\bdb\\b|\\bpool\\b|sql`|\\.query\\(|mongoose|redis|sequelize");

    @Override
    public String id() {
        return "node";
    }

    @Override
    public Optional<String> code(Tree tree, String file) {
        return file.matches(".*\\.[cm]?[jt]sx?") ? Optional.of(JavaScriptCode.of(tree, file)) : Optional.empty();
    }

    @Override
    public Optional<Worker> worker(Tree tree, String dir, List<String> words) {
        return NodePackages.of(tree, dir)
                .flatMap(packages -> NodeWorkers.words(tree, dir, packages, words)
                        .map(program -> new Worker(
                                NodeStart.command(program),
                                NodeStart.of(tree, dir, packages)
                                        .filter(main -> main.words().equals(program))
                                        .isPresent(),
                                place -> alone(tree, dir, packages, place))));
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        Optional<NodePackages> packages = NodePackages.of(tree, dir)
                .or(() -> bare(tree, dir))
                .filter(p -> p.whole() || OTHERS.stream().noneMatch(p::has));
        if (packages.isEmpty()) {
            return List.of();
        }
        NodePackages own = packages.get();
        List<ProcessFile.Process> processes = ProcessFile.of(tree, dir, own);
        if (!processes.isEmpty()) {
            return processes.stream()
                    .map(process -> process(tree, dir, own, process))
                    .toList();
        }
        Optional<ServerFramework> framework = ServerFramework.of(tree, dir, own);
        Optional<NodeStart> author = NodeStart.author(tree, dir, own);
        boolean listens = JavaScriptCode.files(tree, dir).stream()
                .anyMatch(f ->
                        NodeStart.LISTENS.matcher(JavaScriptCode.of(tree, f)).find());
        boolean plain = PageTool.of(tree, dir, own).isPresent()
                && author.filter(one -> one.brought() && FILE_SERVERS.contains(one.program()))
                        .isPresent();
        // The author's start command is enough for a known framework. The trial finds the port.
        Optional<NodeStart> start = framework.isPresent()
                ? author.or(() -> framework.map(made -> made.start(own)))
                : plain
                        ? Optional.empty()
                        : listens
                                ? NodeStart.of(tree, dir, own)
                                : author.filter(one -> one.brought() || saysPort(tree, dir));
        return start.map(one -> project(tree, dir, own, one, framework)).stream()
                .toList();
    }

    /** The package of a program without dependencies and without a manifest. */
    private static Optional<NodePackages> bare(Tree tree, String dir) {
        return NodeStart.alone(tree, dir) ? Optional.of(NodePackages.none(tree, dir)) : Optional.empty();
    }

    /** Whether its code or its Dockerfile names a port. A worker's does not. */
    private static boolean saysPort(Tree tree, String dir) {
        return EXPOSED.matcher(tree.text(Tree.at(dir, "Dockerfile"))).find()
                || JavaScriptCode.files(tree, dir).stream()
                        .anyMatch(file ->
                                JavaScriptCode.of(tree, file).matches("(?s).*\\benv(\\.PORT\\b|\\[[\"']PORT[\"']]).*"));
    }

    /** One of several programs in a folder. */
    private Project process(Tree tree, String dir, NodePackages packages, ProcessFile.Process process) {
        NodeStart start = new NodeStart(List.of(process.script()), process.place(), false);
        Project found = project(tree, dir, packages, start, Optional.empty());
        Service s = found.service();
        String file = Tree.at(dir, process.script());
        boolean serves =
                NodeStart.LISTENS.matcher(JavaScriptCode.of(tree, file)).find();
        Service service = new Service(
                Names.label(process.name(), s.name()),
                serves ? Role.BACKEND : Role.WORKER,
                s.stack(),
                s.description(),
                dir,
                serves
                        ? process.port()
                                .orElseGet(() -> number(tree, List.of(file)).orElse(s.port()))
                        : 0,
                s.env(),
                s.needs(),
                serves ? s.health() : Health.NONE,
                serves ? s.migrate() : List.of(),
                List.of(process.place() + " " + process.name()));
        return found.with(service);
    }

    /**
     * The facts from which a program's plan is made.
     *
     * @param kept SQLite files, if it has no other database
     */
    private record Program(
            Tree tree,
            String dir,
            NodePackages packages,
            Optional<NodeTables> tables,
            List<String> kept,
            Optional<ServerFramework> framework) {}

    private Project project(
            Tree tree, String dir, NodePackages packages, NodeStart start, Optional<ServerFramework> made) {
        Role role = made.filter(ServerFramework::page).isPresent() ? Role.FRONTEND : Role.BACKEND;
        String framework = FRAMEWORKS.entrySet().stream()
                .filter(e -> packages.has(e.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst()
                .or(() -> made.map(ServerFramework::title))
                .orElse("");
        List<String> evidence = new ArrayList<>(List.of(start.place() + " " + start.shown()));
        packages.lock().ifPresent(evidence::add);
        EnvReads env = new EnvReads();
        env.addAll(NodeEnv.read(tree, dir));
        made.stream()
                .flatMap(one -> one.reads().stream())
                .forEach(name ->
                        env.add(name, "", false, packages.place(made.get().name())));
        Optional<NodeTables> tables = LibraryTables.of(tree, dir, packages);
        tables.ifPresent(t -> {
            env.addAll(t.env());
            evidence.add(t.evidence());
        });
        Service service = new Service(
                Names.service(dir, role),
                role,
                id(),
                (start.bun() ? Bun.TITLE : NodeRuntime.name(packages.release()))
                        + (framework.isEmpty() ? "" : ", " + framework),
                dir,
                port(tree, dir),
                env.all(),
                role == Role.FRONTEND ? PublicVariables.needs(tree, dir, false) : List.of(),
                health(tree, dir),
                tables.map(NodeTables::migrate)
                        .filter(command -> !command.isEmpty())
                        .orElseGet(() -> NodeStart.before(tree, dir, packages)),
                evidence);
        List<String> notes = new ArrayList<>(packages.notes());
        opened(tree, dir).ifPresent(notes::add);
        String database = NodeDatabase.url(tree, dir, packages);
        List<String> kept = database.isEmpty()
                ? Sqlite.files(JavaScriptCode.files(tree, dir), file -> JavaScriptCode.of(tree, file))
                : List.of();
        if (!kept.isEmpty()) {
            notes.add(Sqlite.note(Tree.at(dir, kept.getFirst())));
        }
        Program program = new Program(tree, dir, packages, tables, kept, made);
        return new Project(
                service,
                database,
                packages.stores(),
                notes,
                (wired, peers) ->
                        plan(program, wired, wired.command().isEmpty() ? start : NodeStart.of(wired.command())));
    }

    /** The place at which it listens on the loopback address only, which {@link NodeRuntime#START} changes. */
    private static Optional<String> opened(Tree tree, String dir) {
        return JavaScriptCode.files(tree, dir).stream()
                .flatMap(file ->
                        CLOSED.matcher(JavaScriptCode.of(tree, file)).results().map(m -> tree.place(file, m.start())))
                .findFirst()
                .map(place -> place + ": it listens for its own machine alone, which in a pod is nobody: it is opened"
                        + " there to the pod's address (host: \"0.0.0.0\" says so in the code)");
    }

    private static int port(Tree tree, String dir) {
        OptionalInt number = number(tree, JavaScriptCode.files(tree, dir));
        if (number.isPresent()) {
            return number.getAsInt();
        }
        Matcher exposed = EXPOSED.matcher(tree.text(Tree.at(dir, "Dockerfile")));
        return exposed.find() ? Integer.parseInt(exposed.group(1)) : PORT;
    }

    private static OptionalInt number(Tree tree, List<String> files) {
        for (Pattern pattern : PORTS) {
            for (String file : files) {
                Matcher matcher = pattern.matcher(JavaScriptCode.of(tree, file));
                if (NodeStart.LISTENS.matcher(JavaScriptCode.of(tree, file)).find() && matcher.find()) {
                    return OptionalInt.of(Integer.parseInt(matcher.group(1)));
                }
            }
        }
        return OptionalInt.empty();
    }

    private static Health health(Tree tree, String dir) {
        List<HealthPaths.Route> routes = new ArrayList<>();
        for (String file : JavaScriptCode.files(tree, dir)) {
            String text = JavaScriptCode.of(tree, file);
            ROUTE.matcher(text).results().forEach(m -> {
                String path = m.group(1).startsWith("/") ? m.group(1) : "/" + m.group(1);
                String body = text.substring(m.end(), Math.min(text.length(), m.end() + 400));
                routes.add(
                        new HealthPaths.Route(path, USES_DATABASE.matcher(body).find()));
            });
        }
        return HealthPaths.choose(routes, "");
    }

    private static BuildPlan plan(Program program, Service service, NodeStart start) {
        String dir = program.dir();
        NodePackages packages = program.packages();
        Optional<ServerFramework> made = program.framework();
        List<String> besides = Stream.concat(
                        made.stream().flatMap(one -> one.needs().stream()),
                        service.amendments().dependencies().stream())
                .distinct()
                .toList();
        List<Step> steps =
                new ArrayList<>(List.of(NodeRuntime.step(packages.release(service)), packages.installAlone(besides)));
        Optional<NodeTables> tables = program.tables();
        tables.ifPresent(t -> steps.addAll(t.steps(packages)));
        String before = NodeStart.built(packages);
        if (packages.builds() || made.isPresent() || !before.isEmpty()) {
            steps.add(new Step(
                    "build",
                    List.of(
                            "sh",
                            "-c",
                            made.map(one -> one.before(dir)).orElse("")
                                    + packages.build(made.map(one -> packages.run(one.command()))
                                            .orElse(before.isEmpty() ? "true" : packages.run(before)))),
                    dir,
                    made.map(ServerFramework::building).orElse(Map.of()),
                    List.of("**", Tree.at(packages.root(), "node_modules")),
                    built(program.tree(), dir, start)));
        }
        steps.add(collect(packages, start));
        List<Copy> code = new ArrayList<>(List.of(new Copy(LayerPaths.made("app"), LayerPaths.APP)));
        List<String> writable = new ArrayList<>(List.of("/tmp"));
        String workdir = packages.workdir();
        List<String> kept = program.kept();
        if (!kept.isEmpty()) {
            steps.add(Sqlite.step(kept));
            code.add(Sqlite.copy(workdir));
            writable.add(Sqlite.FOLDER);
        }
        List<String> base = new ArrayList<>(NodeRuntime.PACKAGES);
        if (!service.migrate().isEmpty() && service.migrate().getFirst().equals("/bin/sh")) {
            base.add("dash");
        }
        if (Prisma.usesOpenSsl(packages, tables)) {
            base.add("openssl");
        }
        Profile profile = NodeRuntime.profile(Prisma.WITHOUT_ENGINES);
        if (BrowserPackages.in(packages::production)) {
            base.add(BrowserPackages.DEBIAN);
            profile = profile.withBudget(BROWSER_BUDGET);
        }
        List<LayerPlan> layers = new ArrayList<>(NodeRuntime.layers(code, List.of(NodeRuntime.START)));
        tables.ifPresent(t -> layers.addAll(1, t.layers()));
        if (start.bun()) {
            steps.add(1, Bun.step());
            layers.set(0, Bun.layer());
            // The program that makes the tables is for Node.js.
            if (tables.filter(t -> !t.migrate().isEmpty()).isPresent()) {
                layers.addFirst(NodeRuntime.layer());
            }
        }
        return new BuildPlan(
                        "trixie",
                        base,
                        List.of(),
                        packages.source(),
                        steps,
                        layers,
                        new RunConfig(
                                NodeStart.command(start.words()),
                                env(program, service.port()),
                                workdir,
                                LayerPaths.NONROOT,
                                service.port(),
                                writable))
                .with(profile);
    }

    private static Map<String, String> env(Program program, int port) {
        Map<String, String> env =
                new TreeMap<>(program.framework().map(ServerFramework::running).orElse(Map.of()));
        if (BrowserPackages.in(program.packages()::production)) {
            env.putAll(BrowserPackages.env());
        }
        env.put("NODE_ENV", "production");
        env.put("PORT", Integer.toString(port));
        return env;
    }

    /** A program without a server. */
    private Project alone(Tree tree, String dir, NodePackages packages, String place) {
        NodeStart none = new NodeStart(List.of(), place, false);
        return project(tree, dir, packages, none, Optional.empty());
    }

    /** The folder with the program, if the build makes it. */
    private static List<String> built(Tree tree, String dir, NodeStart start) {
        String file = Path.of(dir).resolve(start.words().getLast()).normalize().toString();
        String from = file.startsWith(dir + "/") ? dir : "";
        String below = file.substring(from.isEmpty() ? 0 : from.length() + 1);
        return tree.has(file) || !below.contains("/")
                ? List.of()
                : List.of(Tree.at(from, below.substring(0, below.indexOf('/'))));
    }

    private static String up(String from) {
        return LayerPaths.up((from.equals(".") ? "" : from + "/") + "node_modules");
    }

    /** Collects all packages except those for development. */
    private static Step collect(NodePackages packages, NodeStart start) {
        String app = LayerPaths.made("app");
        String from = packages.root().isEmpty() ? "." : packages.root();
        List<String> commands = new ArrayList<>(List.of(
                "rm -rf " + app + " " + LayerPaths.made("modules"),
                "mkdir -p " + app,
                LayerPaths.copying(from, app, List.of("node_modules")),
                "if [ -d " + from + "/node_modules ]; then cp -R " + from + "/node_modules " + app + "/node_modules;"
                        + " else mkdir " + app + "/node_modules; fi"));
        for (String folder : packages.folders()) {
            String nested = folder + "/node_modules";
            commands.add("if [ -d " + from + "/" + nested + " ]; then cp -R " + from + "/" + nested + " " + app + "/"
                    + nested + "; fi");
        }
        if (!start.developers() && packages.npm() && packages.below().isEmpty()) {
            commands.add("(cd " + app
                    + " && npm prune --omit=dev --no-audit --no-fund --ignore-scripts --legacy-peer-deps)");
        }
        if (packages.reachesOut()) {
            // A link that leads out of the folder would be broken in the image.
            commands.add(
                    "(cd " + from + "/node_modules && for l in $(find . -maxdepth 2 -type l ! -path '*/.bin/*'); do"
                            + " case $(readlink \"$l\") in *node_modules*) ;; ../../*) rm -rf " + up(from) + app
                            + "/node_modules/\"$l\" && cp -RL \"$l\" " + up(from) + app
                            + "/node_modules/\"$l\" ;; esac; done)");
        }
        commands.add("mv " + app + "/node_modules " + LayerPaths.made("modules"));
        return new Step(
                "collect",
                List.of("sh", "-c", String.join(" && ", commands)),
                "",
                Map.of(),
                List.of("**", Tree.at(packages.root(), "node_modules")),
                List.of(app, LayerPaths.made("modules")));
    }
}
