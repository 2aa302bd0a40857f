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
import dev.slipway.manifest.NginxFile;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.stack.node.runtime.NodeRuntime;
import dev.slipway.stack.node.source.NodeEnv;
import dev.slipway.stack.node.source.NodePackages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page that a tool builds as plain files: a bundler with any framework, or a site generator. */
public final class SpaStack implements Stack {
    private static final int PORT = 3000;
    private static final String SITE = LayerPaths.made("site");
    private static final Pattern FOLDER = Pattern.compile("outDir\\s*:\\s*[\"']([^\"']+)[\"']");
    private static final Pattern STRIPPED = Pattern.compile("replace\\(\\s*/\\^\\\\/([\\w-]+)/");

    @Override
    public String id() {
        return "spa";
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        return NodePackages.of(tree, dir)
                .flatMap(p -> PageTool.of(tree, dir, p).map(tool -> project(tree, dir, p, tool)))
                .stream()
                .toList();
    }

    private Project project(Tree tree, String dir, NodePackages packages, PageTool tool) {
        List<String> evidence = new ArrayList<>(List.of(
                (packages.place(tool.name()) + " " + tool.name() + " " + packages.version(tool.name())).strip()));
        packages.lock().ifPresent(evidence::add);
        EnvReads env = new EnvReads();
        NodeEnv.read(tree, dir).stream()
                .filter(v -> PublicVariables.known(v.name()))
                .forEach(env::add);
        Service service = new Service(
                Names.service(dir, Role.FRONTEND),
                Role.FRONTEND,
                id(),
                (NodeRuntime.name(packages.release()) + ", " + tool.title() + " "
                                + packages.version(tool.name()).replaceAll("^[^0-9]*", ""))
                        .strip(),
                dir,
                PORT,
                env.all(),
                PublicVariables.needs(tree, dir, true),
                Health.NONE,
                List.of(),
                evidence);
        String config = PageTool.settings(tree, dir, "(vite|astro|rsbuild)\\.config");
        List<NginxFile.Forward> ways = NginxFile.of(tree, dir);
        return new Project(
                service,
                "",
                List.of(),
                packages.notes(),
                (wired, peers) -> plan(packages, tool, config, ways, wired, peers));
    }

    private static BuildPlan plan(
            NodePackages packages,
            PageTool tool,
            String config,
            List<NginxFile.Forward> ways,
            Service service,
            List<Service> all) {
        String dir = service.dir();
        Map<String, String> env = new TreeMap<>(PublicVariables.baked(service, all));
        // Without this, a warning ends the build of Create React App.
        env.put("CI", "false");
        Step build = new Step(
                "build",
                List.of("sh", "-c", build(packages, tool, config, dir)),
                dir,
                env,
                List.of("**", Tree.at(packages.root(), "node_modules")),
                List.of(SITE));
        boolean addressed = service.env().stream().anyMatch(v -> v.value() instanceof Value.ServiceUrl);
        return PageServer.plan(packages, build, service, all, addressed ? "" : stripped(config), ways);
    }

    /**
     * Builds the page and takes it from its output folder. Commands before the tool, such as type checks, do not change
     * the result. Old tools ask for hashes that OpenSSL 3 has only with an option.
     */
    private static String build(NodePackages packages, PageTool tool, String config, String dir) {
        String up = LayerPaths.up(dir);
        String log = up + LayerPaths.made("build.log");
        String unchecked = up + PageServer.UNCHECKED;
        String alone = packages.run(tool.command());
        String build = packages.build(alone);
        Matcher said = FOLDER.matcher(config);
        String folders = Stream.concat(
                        said.find() ? Stream.of(said.group(1).replaceAll("^\\./|/$", "")) : Stream.empty(),
                        tool.folders().stream())
                .distinct()
                .collect(Collectors.joining(" "));
        return "mkdir -p " + up + BuildPlan.MADE + "; rm -rf " + unchecked + " " + up + SITE + "; if ! { " + build
                + "; } > " + log + " 2>&1; then cat " + log + "; if grep -q ERR_OSSL_EVP_UNSUPPORTED " + log
                + "; then export NODE_OPTIONS=--openssl-legacy-provider; { " + build
                + "; } || exit 1; else grep \"error TS\" " + log + " > " + unchecked + " && { " + alone
                + "; } || exit 1; fi; fi; for made in " + folders
                + "; do if [ -f \"$made/index.html\" ]; then cp -R \"$made\" " + up + SITE
                + "; exit; fi; done; echo \"no index.html was made in any of: " + folders + "\"; exit 1";
    }

    /** The prefix that the development server removes from paths that it passes on. */
    private static String stripped(String config) {
        Matcher matcher = STRIPPED.matcher(config);
        return config.contains("proxy") && matcher.find() ? "/" + matcher.group(1) : "";
    }
}
