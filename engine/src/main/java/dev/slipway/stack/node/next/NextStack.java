package dev.slipway.stack.node.next;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.EnvVar;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Secrecy;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.stack.node.page.PageServer;
import dev.slipway.stack.node.page.PublicVariables;
import dev.slipway.stack.node.runtime.NodeRuntime;
import dev.slipway.stack.node.source.JavaScriptCode;
import dev.slipway.stack.node.source.NodeEnv;
import dev.slipway.stack.node.source.NodePackages;
import dev.slipway.stack.node.tables.BetterAuth;
import dev.slipway.stack.node.tables.LibraryTables;
import dev.slipway.stack.node.tables.NodeDatabase;
import dev.slipway.stack.node.tables.NodeTables;
import dev.slipway.stack.node.tables.Prisma;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Next.js as its own small server ({@code output: standalone}), whatever its configuration says. */
public final class NextStack implements Stack {
    private static final int PORT = 3000;
    private static final Pattern STARTED_ON = Pattern.compile("next start[^\"]*(?:-p|--port)[ =](\\d+)");
    private static final Pattern EXPORT = Pattern.compile("output\\s*:\\s*[\"']export[\"']");

    @Override
    public String id() {
        return "nextjs";
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        return NodePackages.of(tree, dir)
                .filter(p -> p.has("next"))
                .filter(p -> !p.whole()
                        || Stream.of("js", "mjs", "cjs", "ts")
                                .anyMatch(end -> tree.has(Tree.at(dir, "next.config." + end))))
                .map(p -> project(tree, dir, p))
                .stream()
                .toList();
    }

    /** The facts from which a page's plan is made. */
    private record Page(
            Tree tree,
            String dir,
            NodePackages packages,
            Optional<NodeTables> tables,
            Optional<String> auth,
            boolean exported) {}

    private Project project(Tree tree, String dir, NodePackages packages) {
        List<String> notes = new ArrayList<>(packages.notes());
        notes.addAll(NextNotes.of(tree, dir));
        List<String> evidence = new ArrayList<>(List.of(packages.place("next") + " next " + packages.version("next")));
        packages.lock().ifPresent(evidence::add);
        EnvReads env = new EnvReads();
        env.addAll(NodeEnv.read(tree, dir));
        implied(tree, dir, packages, env);
        Optional<NodeTables> tables = LibraryTables.of(tree, dir, packages);
        tables.ifPresent(t -> {
            env.addAll(t.env());
            evidence.add(t.evidence());
        });
        String database = NodeDatabase.url(tree, dir, packages);
        Optional<String> auth = database.isEmpty() ? Optional.empty() : BetterAuth.settings(tree, dir, packages);
        auth.ifPresent(file -> evidence.add(file + " (tables of Better Auth)"));
        Page page = new Page(tree, dir, packages, tables, auth, exported(tree, dir));
        Service service = new Service(
                Names.service(dir, Role.FRONTEND),
                Role.FRONTEND,
                id(),
                NodeRuntime.name(packages.release()) + ", Next.js "
                        + packages.version("next").replaceAll("^[^0-9]*", ""),
                dir,
                port(tree, dir),
                env.all(),
                PublicVariables.needs(tree, dir, page.exported()),
                NextHealth.find(tree, dir),
                tables.map(NodeTables::migrate)
                        .filter(m -> !m.isEmpty())
                        .or(() -> auth.map(
                                file -> List.of(NodeRuntime.PROGRAM, LayerPaths.APP + "/" + BetterAuth.PROGRAM)))
                        .orElse(List.of()),
                evidence);
        return new Project(service, database, packages.stores(), notes, (wired, peers) -> plan(page, wired, peers));
    }

    /** Adds variables that libraries read by themselves. */
    private static void implied(Tree tree, String dir, NodePackages packages, EnvReads env) {
        if (packages.has("better-auth")) {
            JavaScriptCode.files(tree, dir).stream()
                    .filter(file -> JavaScriptCode.of(tree, file).matches("(?s).*\\bbetterAuth\\(.*"))
                    .findFirst()
                    .ifPresent(file -> {
                        String place =
                                tree.place(file, JavaScriptCode.of(tree, file).indexOf("betterAuth("));
                        env.add("BETTER_AUTH_SECRET", "", true, place);
                        env.add("BETTER_AUTH_URL", "", false, place);
                    });
        }
        if (packages.has("next-auth")) {
            env.add("AUTH_SECRET", "", true, packages.place("next-auth"));
            env.add("NEXTAUTH_SECRET", "", true, packages.place("next-auth"));
            env.add("NEXTAUTH_URL", "", false, packages.place("next-auth"));
        }
    }

    private static int port(Tree tree, String dir) {
        Matcher matcher = STARTED_ON.matcher(tree.text(Tree.at(dir, "package.json")));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : PORT;
    }

    private static BuildPlan plan(Page page, Service service, List<Service> all) {
        String dir = page.dir();
        NodePackages packages = page.packages();
        if (page.exported()) {
            Step build = build(page, service, PublicVariables.baked(service, all), "out");
            return PageServer.plan(packages, build, service, all, "", List.of())
                    .with(NodeRuntime.profile(GoogleFonts.STOOD_IN, PageServer.NOT_CHECKED, NextLenient.LEFT_OUT));
        }
        String workdir = packages.workdir();
        Optional<NodeTables> tables = page.tables();
        List<Step> steps = new ArrayList<>(List.of(
                NodeRuntime.step(packages.release(service)),
                packages.install(service.amendments().dependencies())));
        tables.ifPresent(t -> steps.addAll(t.steps(packages)));
        steps.add(build(page, service, baked(page.tree(), service, all), ".next"));
        steps.add(collect(
                packages,
                dir,
                service,
                all,
                tables.filter(Prisma.class::isInstance).isPresent()));
        List<Copy> code = new ArrayList<>(List.of(new Copy(LayerPaths.made("app"), LayerPaths.APP)));
        if (service.migrate().contains(LayerPaths.APP + "/" + BetterAuth.PROGRAM)) {
            page.auth().ifPresent(file -> steps.add(BetterAuth.bundle(page.tree(), dir, file)));
            code.add(new Copy(LayerPaths.made(BetterAuth.PROGRAM), LayerPaths.APP + "/" + BetterAuth.PROGRAM));
        }
        List<LayerPlan> layers = new ArrayList<>(NodeRuntime.layers(code, List.of()));
        List<String> base = new ArrayList<>(NodeRuntime.PACKAGES);
        if (Prisma.usesOpenSsl(packages, tables)) {
            base.add("openssl");
        }
        tables.ifPresent(t -> layers.addAll(1, t.layers()));
        return new BuildPlan(
                        "trixie",
                        base,
                        List.of(),
                        packages.source(),
                        steps,
                        layers,
                        new RunConfig(
                                List.of(NodeRuntime.PROGRAM, "server.js"),
                                Map.of(
                                        "HOSTNAME", "0.0.0.0",
                                        "NEXT_TELEMETRY_DISABLED", "1",
                                        "NODE_ENV", "production",
                                        "PORT", Integer.toString(service.port())),
                                workdir,
                                LayerPaths.NONROOT,
                                service.port(),
                                List.of("/tmp", workdir + "/.next/cache")))
                .with(NodeRuntime.profile(
                        GoogleFonts.STOOD_IN, PageServer.NOT_CHECKED, NextLenient.LEFT_OUT, Prisma.WITHOUT_ENGINES));
    }

    /**
     * The build. Next.js takes NEXT_PRIVATE_STANDALONE as the default of {@code output}. The root of tracing is set as
     * well, because a lock file in a folder above the build folder would move the result.
     */
    private static Step build(Page page, Service service, Map<String, String> baked, String output) {
        String dir = page.dir();
        NodePackages packages = page.packages();
        Map<String, String> env = new TreeMap<>(baked);
        env.putAll(Map.of("NEXT_PRIVATE_STANDALONE", "true", "NEXT_TELEMETRY_DISABLED", "1", "NODE_ENV", "production"));
        return new Step(
                "build",
                List.of(
                        "sh",
                        "-c",
                        (GoogleFonts.in(page.tree(), dir) ? GoogleFonts.before(dir) : "")
                                + "export NEXT_PRIVATE_OUTPUT_TRACE_ROOT=\"$(cd " + relative(packages)
                                + " && pwd)\"; "
                                + NextLenient.build(
                                        dir,
                                        packages.build("./node_modules/.bin/next build"),
                                        packages.buildParts(),
                                        standIns(service))),
                dir,
                env,
                List.of("**", Tree.at(packages.root(), "node_modules")),
                List.of(Tree.at(dir, output)));
    }

    /**
     * Values of variables that rewrites read during the build. Names and ports inside the cluster are known by then.
     */
    private static Map<String, String> baked(Tree tree, Service service, List<Service> all) {
        Map<String, String> baked = new TreeMap<>(PublicVariables.baked(service, all));
        for (EnvVar variable : service.env()) {
            if (variable.value() instanceof Value.ServiceUrl url
                    && NextNotes.bakedByRewrites(tree, service.dir(), variable.name())) {
                PublicVariables.address(url, all, "").ifPresent(address -> baked.put(variable.name(), address));
            }
        }
        return baked;
    }

    /**
     * Stand-ins for variables that modules may read when they are loaded. Their values are not kept, except those in
     * the page's scripts.
     */
    private static Map<String, String> standIns(Service service) {
        Map<String, String> values = new TreeMap<>();
        for (EnvVar variable : service.env()) {
            if (variable.name().startsWith("NEXT_PUBLIC_")) {
                continue;
            }
            switch (variable.value()) {
                case Value.OfStore leads -> {
                    String nowhere = Stores.of(leads.store()).nowhere();
                    if (!nowhere.isEmpty()) {
                        values.put(variable.name(), nowhere);
                    }
                }
                case Value.Secret secret -> values.put(variable.name(), "stands-in-while-the-page-is-built-000");
                case Value.PublicUrl url -> values.put(variable.name(), "http://localhost:" + service.port());
                case Value.ServiceAddress address -> values.put(variable.name(), "localhost:" + service.port());
                case Value.ServiceUrl url -> values.put(variable.name(), "http://localhost:" + service.port());
                case Value.Literal literal -> {
                    if (Secrecy.needed(variable) && literal.text().isBlank()) {
                        values.put(variable.name(), "not-set");
                    }
                }
            }
        }
        return values;
    }

    private static String relative(NodePackages packages) {
        return packages.below().isEmpty()
                ? "."
                : LayerPaths.up(packages.below()).replaceAll("/$", "");
    }

    /**
     * Collects the server, static files and {@code public}, which standalone output leaves out. Its modules change less
     * often than the rest.
     */
    private static Step collect(NodePackages packages, String dir, Service service, List<Service> all, boolean prisma) {
        String below = packages.below();
        String app = LayerPaths.made("app");
        String here = dir.isEmpty() ? "" : dir + "/";
        // Prisma's client is loaded by names that tracing does not follow.
        String client = Tree.at(packages.root(), "node_modules/.prisma");
        String generated = prisma
                ? "if [ -d " + client + " ]; then cp -R " + client + " " + LayerPaths.made("modules") + "; fi && "
                : "";
        String place = below.isEmpty() ? app : app + "/" + below;
        String script = String.join(
                " && ",
                "rm -rf " + app + " " + LayerPaths.made("modules"),
                "mkdir -p " + app,
                "cp -R " + here + ".next/standalone/. " + app,
                "mv " + app + "/node_modules " + LayerPaths.made("modules"),
                generated + "mkdir -p " + Tree.at(place, ".next"),
                "cp -R " + here + ".next/static " + Tree.at(place, ".next/static"),
                "if [ -d " + here + "public ]; then cp -R " + here + "public " + Tree.at(place, "public") + "; fi",
                PublicVariables.connect(Tree.at(place, ".next/static"), Tree.at(place, ".next"), service, all));
        return new Step(
                "collect",
                List.of("sh", "-c", script),
                "",
                Map.of(),
                List.of(Tree.at(dir, ".next")),
                List.of(app, LayerPaths.made("modules")));
    }

    private static boolean exported(Tree tree, String dir) {
        return JavaScriptCode.files(tree, dir).stream()
                .filter(file -> Tree.name(file).startsWith("next.config."))
                .anyMatch(file -> EXPORT.matcher(JavaScriptCode.of(tree, file)).find());
    }
}
