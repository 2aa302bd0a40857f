package dev.slipway.stack;

import dev.slipway.application.BuildPlan.Step;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Scripts and styles of a server's pages, which npm builds into the server's own folders: without them the pages are bare. */
public final class FrontAssets {
    private static final Pattern SETTINGS =
            Pattern.compile("(rollup|webpack|vite|esbuild|postcss|gulpfile|tailwind)[\\w.-]*\\.[cm]?[jt]s");
    private static final Pattern FOR_SERVER = Pattern.compile("\\b(static|staticfiles|assets|public)/");

    private FrontAssets() {}

    /** Whether a folder has a build for npm. */
    public static boolean present(Tree tree, String dir) {
        return Json.of(tree, Tree.at(dir, "package.json")).path("scripts").has("build");
    }

    /** Whether that build is for the server beside it, and not for a page or a workspace of its own. */
    public static boolean forServer(Tree tree, String dir) {
        if (!present(tree, dir)
                || tree.has(Tree.at(dir, "index.html"))
                || Json.of(tree, Tree.at(dir, "package.json")).has("workspaces")) {
            return false;
        }
        Stream<String> scripts = Json.of(tree, Tree.at(dir, "package.json")).path("scripts").stream()
                .map(script -> script.asString());
        Stream<String> settings = tree
                .below(
                        dir,
                        file -> Tree.parent(file).equals(dir)
                                && SETTINGS.matcher(Tree.name(file)).matches())
                .stream()
                .map(tree::text);
        return Stream.concat(scripts, settings)
                .anyMatch(text -> FOR_SERVER.matcher(text).find());
    }

    /** Installs what the build needs, and builds. @param env of the build */
    public static List<Step> steps(Tree tree, String dir, Map<String, String> env) {
        boolean locked = tree.has(Tree.at(dir, "package-lock.json"));
        return List.of(
                new Step(
                        "packages of the page",
                        List.of(
                                "sh",
                                "-c",
                                (locked ? "npm ci --no-audit --no-fund || " : "") + "npm install --no-audit --no-fund"),
                        dir,
                        Map.of(),
                        List.of(Tree.at(dir, "package*.json")),
                        List.of(Tree.at(dir, "node_modules"))),
                new Step("page", List.of("npm", "run", "build"), dir, env, List.of("**"), List.of()));
    }
}
