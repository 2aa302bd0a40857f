package dev.slipway.stack.node.page;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.Health;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.stack.node.runtime.NodeRuntime;
import dev.slipway.stack.node.source.JavaScriptCode;
import dev.slipway.stack.node.source.NodeEnv;
import dev.slipway.stack.node.source.NodePackages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page that a bundler makes plain files of: Vite with whatever framework, or Create React App. */
public final class SpaStack implements Stack {
    private static final int PORT = 3000;
    /** They have a server of their own. */
    private static final List<String> SERVERS = List.of(
            "next",
            "nuxt",
            "astro",
            "@sveltejs/kit",
            "@remix-run/node",
            "@react-router/node",
            "@tanstack/react-start",
            "@builder.io/qwik",
            "vike",
            "electron");

    private static final Pattern FOLDER = Pattern.compile("outDir\\s*:\\s*[\"']([^\"']+)[\"']");
    private static final Pattern STRIPPED = Pattern.compile("replace\\(\\s*/\\^\\\\/([\\w-]+)/");

    @Override
    public String id() {
        return "spa";
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        return NodePackages.of(tree, dir)
                .filter(p -> SERVERS.stream().noneMatch(p::has))
                .filter(p -> p.has("vite") && tree.has(Tree.at(dir, "index.html")) || p.has("react-scripts"))
                .map(p -> project(tree, dir, p))
                .stream()
                .toList();
    }

    private Project project(Tree tree, String dir, NodePackages packages) {
        String tool = tool(packages);
        List<String> evidence =
                new ArrayList<>(List.of(packages.place(tool) + " " + tool + " " + packages.version(tool)));
        packages.lock().ifPresent(evidence::add);
        EnvReads env = new EnvReads();
        NodeEnv.read(tree, dir).stream()
                .filter(v -> v.name().startsWith("VITE_") || v.name().startsWith("REACT_APP_"))
                .forEach(env::add);
        Service service = new Service(
                Names.service(dir, Role.FRONTEND),
                Role.FRONTEND,
                id(),
                NodeRuntime.NAME + ", " + (tool.equals("vite") ? "Vite " : "Create React App ")
                        + packages.version(tool).replaceAll("^[^0-9]*", ""),
                dir,
                PORT,
                env.all(),
                PublicVariables.needs(tree, dir, true),
                Health.NONE,
                List.of(),
                evidence);
        String config = config(tree, dir);
        return new Project(
                service, "", "", packages.notes(), (wired, peers) -> plan(packages, tool, config, wired, peers));
    }

    private static String tool(NodePackages packages) {
        return packages.has("vite") ? "vite" : "react-scripts";
    }

    private static BuildPlan plan(
            NodePackages packages, String tool, String config, Service service, List<Service> all) {
        String dir = service.dir();
        boolean vite = tool.equals("vite");
        Matcher folder = FOLDER.matcher(config);
        String made = folder.find() ? folder.group(1).replaceAll("^\\./|/$", "") : vite ? "dist" : "build";
        Map<String, String> env = new TreeMap<>(PublicVariables.baked(service, all));
        // Else a warning ends the build of Create React App.
        env.put("CI", "false");
        // What a script does before the bundler, such as checking types, changes nothing of what is built.
        String bundler = vite ? "./node_modules/.bin/vite build" : "./node_modules/.bin/react-scripts build";
        Step build = new Step(
                "build",
                List.of("sh", "-c", build(dir, packages.build(bundler), bundler)),
                dir,
                env,
                List.of("**", Tree.at(packages.root(), "node_modules")),
                List.of(path(dir, made)));
        boolean addressed = service.env().stream().anyMatch(v -> v.value() instanceof Value.ServiceUrl);
        return PageServer.plan(packages, build, service, all, addressed ? "" : stripped(config));
    }

    private static String build(String dir, String build, String bundler) {
        String log = LayerPaths.up(dir) + LayerPaths.made("build.log");
        String unchecked = LayerPaths.up(dir) + PageServer.UNCHECKED;
        return "mkdir -p " + LayerPaths.up(dir) + BuildPlan.MADE + "; rm -f " + unchecked + "; if ! { " + build
                + "; } > " + log + " 2>&1; then cat " + log + "; grep \"error TS\" " + log + " > " + unchecked + " && "
                + bundler + "; fi";
    }

    /** {@code ../dist} lies beside the folder. */
    private static String path(String dir, String made) {
        String at = dir;
        String rest = made;
        while (rest.startsWith("../") && !at.isEmpty()) {
            at = Tree.parent(at);
            rest = rest.substring(3);
        }
        return Tree.at(at, rest);
    }

    private static String config(Tree tree, String dir) {
        return tree.below(dir).stream()
                .filter(f -> f.matches(Pattern.quote(Tree.at(dir, "vite.config.")) + "[cm]?[jt]s"))
                .map(file -> JavaScriptCode.of(tree, file))
                .findFirst()
                .orElse("");
    }

    /** What the server for developers takes off paths that it passes on. */
    private static String stripped(String config) {
        Matcher matcher = STRIPPED.matcher(config);
        return config.contains("proxy") && matcher.find() ? "/" + matcher.group(1) : "";
    }
}
