package dev.slipway.stack.node;

import dev.slipway.application.LayerPaths;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.page.PageTool;
import dev.slipway.stack.node.source.NodePackages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A framework whose build makes a server that its scripts start for developers only, or not at all.
 *
 * @param name of its package
 * @param title for people
 * @param words behind {@code node}: a file that the build makes, or a program that serves it
 * @param command that builds if no script does
 * @param needs packages that the server's build needs, for a shell, in place of adapters for hosting platforms
 * @param building variables of the build
 * @param running variables of the server
 * @param page whether people open it
 */
record ServerFramework(
        String name,
        String title,
        List<String> words,
        String command,
        List<String> needs,
        Map<String, String> building,
        Map<String, String> running,
        boolean page) {
    private static final String NITRO = ".output/server/index.mjs";
    /** The adapter in the version that the usual adapter would install itself. */
    private static final String ADAPTER = "@sveltejs/adapter-node@$(node --input-type=module -e 'import {adapters} from"
            + " \"./node_modules/@sveltejs/adapter-auto/adapters.js\";"
            + " console.log(adapters.find(a => a.module === \"@sveltejs/adapter-node\").version)')";

    private static final Pattern SERVED = Pattern.compile("node\\s+(\\S+)");

    ServerFramework {
        words = List.copyOf(words);
        needs = List.copyOf(needs);
        building = Map.copyOf(building);
        running = Map.copyOf(running);
    }

    private static ServerFramework made(String name, String title, String entry, String command) {
        return new ServerFramework(
                name, title, List.of(entry), command, List.of(), Map.of(), Map.of("HOST", "0.0.0.0"), true);
    }

    /** The framework of the package in a folder. */
    static Optional<ServerFramework> of(Tree tree, String dir, NodePackages packages) {
        if (PageTool.of(tree, dir, packages).isPresent()) {
            return Optional.empty();
        }
        if (packages.whole()) {
            return nx(packages);
        }
        if (packages.has("nuxt")) {
            return Optional.of(made("nuxt", "Nuxt", NITRO, "nuxt build"));
        }
        if (packages.has("@sveltejs/kit")) {
            return Optional.of(kit(packages));
        }
        if (packages.has("@astrojs/node")) {
            return Optional.of(made("astro", "Astro", "dist/server/entry.mjs", "astro build"));
        }
        if (packages.has("@solidjs/start")) {
            return Optional.of(made("@solidjs/start", "SolidStart", NITRO, "vinxi build"));
        }
        for (String start : List.of("@tanstack/react-start", "@tanstack/solid-start")) {
            if (packages.has(start)) {
                return Optional.of(
                        packages.has("nitro") ? made(start, "TanStack Start", NITRO, "vite build") : tanstack(start));
            }
        }
        if (packages.has("nitropack") || packages.has("nitro")) {
            String name = packages.has("nitro") ? "nitro" : "nitropack";
            return Optional.of(new ServerFramework(
                    name,
                    "Nitro",
                    List.of(NITRO),
                    name + " build",
                    List.of(),
                    Map.of(),
                    Map.of("HOST", "0.0.0.0"),
                    false));
        }
        if (packages.has("@angular/ssr")) {
            return packages.scripts().stream()
                    .filter(script -> script.startsWith("serve:ssr"))
                    .flatMap(script -> packages.script(script).stream())
                    .map(SERVED::matcher)
                    .filter(Matcher::find)
                    .map(served -> angular(served.group(1)))
                    .findFirst();
        }
        return nx(packages);
    }

    /** It refuses every host that it was not told, and the cluster asks pods by their address. */
    private static ServerFramework angular(String entry) {
        return new ServerFramework(
                "@angular/core",
                "Angular",
                List.of(entry),
                "ng build",
                List.of(),
                Map.of(),
                Map.of("HOST", "0.0.0.0", "NG_ALLOWED_HOSTS", "*"),
                true);
    }

    /** A framework whose build makes a request handler and leaves listening to another program. */
    private static ServerFramework tanstack(String name) {
        return new ServerFramework(
                name,
                "TanStack Start",
                List.of(NodeStart.BIN + "srvx", "--prod", "--static", "../client", "dist/server/server.js"),
                "vite build",
                List.of("srvx"),
                Map.of(),
                Map.of("HOST", "0.0.0.0"),
                true);
    }

    /**
     * SvelteKit. Its usual adapter knows hosting platforms only. A variable of a platform with Node.js servers makes it
     * use the adapter for Node.js.
     */
    private static ServerFramework kit(NodePackages packages) {
        boolean auto = packages.has("@sveltejs/adapter-auto") && !packages.has("@sveltejs/adapter-node");
        return new ServerFramework(
                "@sveltejs/kit",
                "SvelteKit",
                List.of("build/index.js"),
                "vite build",
                auto ? List.of(ADAPTER) : List.of(),
                auto ? Map.of("GCP_BUILDPACKS", "1") : Map.of(),
                Map.of("HOST", "0.0.0.0"),
                true);
    }

    /** A project of Nx whose build makes a server: it says where it puts it. */
    private static Optional<ServerFramework> nx(NodePackages packages) {
        String main = packages.project()
                .path("targets")
                .path("build")
                .path("options")
                .path("main")
                .asString("");
        return packages.output().isEmpty() || !main.matches(".*\\.[cm]?[jt]s")
                ? Optional.empty()
                : Optional.of(new ServerFramework(
                        "nx",
                        "Nx",
                        List.of(packages.output() + "/" + Tree.name(main).replaceFirst("\\.[cm]?[jt]s$", "") + ".js"),
                        "nx build",
                        List.of(),
                        Map.of("NX_DAEMON", "false"),
                        Map.of("HOST", "0.0.0.0"),
                        false));
    }

    /** Variables that the server reads beside those of the code: SvelteKit's refuses a form where it does not know its own address. */
    List<String> reads() {
        return name.equals("@sveltejs/kit") ? List.of("ORIGIN") : List.of();
    }

    /**
     * Shell before the build. It removes the last build's collected files, which Nx would take for a second project.
     */
    String before(String dir) {
        return name.equals("nx") ? "rm -rf " + LayerPaths.up(dir) + LayerPaths.made("app") + " && " : "";
    }

    NodeStart start(NodePackages packages) {
        return new NodeStart(words, packages.place(name), false);
    }
}
