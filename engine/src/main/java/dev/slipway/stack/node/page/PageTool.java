package dev.slipway.stack.node.page;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.source.JavaScriptCode;
import dev.slipway.stack.node.source.NodePackages;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A tool that builds plain files from a package.
 *
 * @param name of its package
 * @param title for people
 * @param command that builds if no script does
 * @param folders where it may write the page, for a shell, the most probable first; the build takes the first one that
 * has a page
 */
public record PageTool(String name, String title, String command, List<String> folders) {
    private static final List<PageTool> ALL = List.of(
            tool("react-scripts", "Create React App", "react-scripts build", "build"),
            tool("@vue/cli-service", "Vue CLI", "vue-cli-service build", "dist"),
            tool("@angular/cli", "Angular", "ng build", "dist/*/browser", "dist/browser", "dist/*", "dist"),
            tool("nuxt", "Nuxt", "nuxt generate", ".output/public", "dist"),
            tool("astro", "Astro", "astro build", "dist"),
            tool("@sveltejs/kit", "SvelteKit", "vite build", "build"),
            tool("@react-router/dev", "React Router", "react-router build", "build/client"),
            tool("@remix-run/dev", "Remix", "remix vite:build", "build/client"),
            tool("gatsby", "Gatsby", "gatsby build", "public"),
            tool("@docusaurus/core", "Docusaurus", "docusaurus build", "build"),
            tool("vitepress", "VitePress", "vitepress build", ".vitepress/dist", "*/.vitepress/dist"),
            tool("vuepress", "VuePress", "vuepress build", ".vuepress/dist", "*/.vuepress/dist"),
            tool("@11ty/eleventy", "Eleventy", "eleventy", "_site", "dist", "public"),
            tool("expo", "Expo", "expo export --platform web", "dist", "web-build"),
            tool("@rsbuild/core", "Rsbuild", "rsbuild build", "dist"),
            tool("@quasar/app-vite", "Quasar", "quasar build", "dist/spa"),
            tool("preact-cli", "Preact CLI", "preact build", "build"),
            tool("parcel", "Parcel", "parcel build", "dist"),
            tool("vite", "Vite", "vite build", "dist", "build", "../dist"),
            tool("webpack", "webpack", "webpack", "dist", "build", "public"));

    /** Frameworks with servers of their own, which have stacks. */
    private static final List<String> SERVERS = List.of(
            "next",
            "@solidjs/start",
            "@tanstack/react-start",
            "@tanstack/solid-start",
            "@builder.io/qwik",
            "vike",
            "electron");

    private static final Pattern NO_SERVER = Pattern.compile("\\bssr\\s*:\\s*false");
    private static final Pattern SERVER =
            Pattern.compile("\\boutput\\s*:\\s*[\"'](server|hybrid)[\"']|\\badapter\\s*:");

    public PageTool {
        folders = List.copyOf(folders);
    }

    private static PageTool tool(String name, String title, String command, String... folders) {
        return new PageTool(name, title, command, List.of(folders));
    }

    /** The tool of the package in a folder, if its output needs no server. */
    public static Optional<PageTool> of(Tree tree, String dir, NodePackages packages) {
        Optional<PageTool> tool = ALL.stream()
                .filter(one -> packages.has(one.name) || one.called(packages))
                .findFirst();
        if (packages.whole()) {
            return tool.filter(one -> tree.has(Tree.at(dir, "index.html")) || tree.has(Tree.at(dir, "src/index.html")))
                    .map(one -> one.byNx(packages.output()));
        }
        return SERVERS.stream().anyMatch(packages::has)
                ? Optional.empty()
                : tool.filter(one -> one.plain(tree, dir, packages));
    }

    /** The same as Nx calls it. @param output folder that it is told; empty for the tool's own */
    private PageTool byNx(String output) {
        return new PageTool(
                name,
                title,
                "NX_DAEMON=false nx build",
                Stream.concat(Stream.of(output, output + "/browser").filter(one -> !output.isEmpty()), folders.stream())
                        .toList());
    }

    /**
     * Whether the build script calls the tool, which in a workspace may be installed for the whole. SvelteKit never
     * counts, because Vite builds it.
     */
    private boolean called(NodePackages packages) {
        return !name.equals("@sveltejs/kit")
                && packages.script("build")
                        .filter(build -> build.contains(command))
                        .isPresent();
    }

    private boolean plain(Tree tree, String dir, NodePackages packages) {
        String build = packages.script("build").orElse("");
        return switch (name) {
            case "vite" -> tree.has(Tree.at(dir, "index.html"));
            case "webpack" -> !build.isEmpty() && packages.has("html-webpack-plugin");
            case "parcel" -> build.contains("parcel") || tree.has(Tree.at(dir, "index.html"));
            case "expo" -> packages.has("react-native-web") || packages.has("react-dom");
            case "nuxt" ->
                build.contains("generate")
                        || build.isEmpty() && packages.script("generate").isPresent();
            case "@sveltejs/kit" -> packages.has("@sveltejs/adapter-static");
            case "@angular/cli" -> !packages.has("@angular/ssr") && !packages.has("@nguniversal/express-engine");
            case "@react-router/dev", "@remix-run/dev" ->
                NO_SERVER
                        .matcher(settings(tree, dir, "(react-router|vite)\\.config"))
                        .find();
            case "astro" ->
                !SERVER.matcher(settings(tree, dir, "astro\\.config")).find();
            case "vitepress", "vuepress", "@11ty/eleventy" ->
                !packages.script("start").orElse("").startsWith("node ");
            default -> true;
        };
    }

    /** The code of its settings. @param name of the file without its ending, as a pattern */
    static String settings(Tree tree, String dir, String name) {
        return tree.below(dir).stream()
                .filter(f -> Tree.parent(f).equals(dir) && Tree.name(f).matches(name + "\\.[cm]?[jt]s"))
                .map(f -> JavaScriptCode.of(tree, f))
                .reduce("", (all, one) -> all + "\n" + one);
    }
}
