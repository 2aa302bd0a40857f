package dev.slipway.stack.node.tables;

import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.source.JavaScriptCode;
import dev.slipway.stack.node.source.NodePackages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Better Auth keeps its users in database tables, which its own command line makes on a developer's machine. Here a
 * program in the image makes them. It loads the page's own settings and calls the library, which adds missing tables.
 */
public final class BetterAuth {
    public static final String PROGRAM = "auth-tables.mjs";
    public static final String ESBUILD = "esbuild@0.25.12";
    private static final Pattern SETTINGS =
            Pattern.compile("export\\s+const\\s+(\\w+)\\s*(?::[^=]+)?=\\s*betterAuth\\(");
    /** Adapters whose tables other libraries make. */
    private static final Pattern ADAPTED = Pattern.compile("(drizzle|prisma|mongodb|memory)Adapter\\(");

    private BetterAuth() {}

    /** The file with its settings, if the library itself can make the tables. */
    public static Optional<String> settings(Tree tree, String dir, NodePackages packages) {
        return !packages.has("better-auth")
                ? Optional.empty()
                : JavaScriptCode.files(tree, dir).stream()
                        .filter(file ->
                                SETTINGS.matcher(JavaScriptCode.of(tree, file)).find())
                        .filter(file ->
                                !ADAPTED.matcher(JavaScriptCode.of(tree, file)).find())
                        .filter(file -> JavaScriptCode.of(tree, file).contains("database"))
                        .findFirst();
    }

    /** Bundles the settings with everything that they import, except Next.js, which is in the image. */
    public static Step bundle(Tree tree, String dir, String file) {
        String name = SETTINGS.matcher(JavaScriptCode.of(tree, file))
                .results()
                .map(m -> m.group(1))
                .findFirst()
                .orElse("auth");
        String path = "./" + file.substring(dir.isEmpty() ? 0 : dir.length() + 1);
        String entry = "auth-tables.slipway.ts";
        String script = String.join(
                " && ",
                "if [ -n \"$(node -p 'require(\"./node_modules/better-auth/package.json\").exports[\"./db/migration\"]"
                        + " || \"\"')\" ]; then from=better-auth/db/migration; else from=better-auth/db; fi",
                "printf '%s\\n' \"import { " + name + " as auth } from \\\"" + path + "\\\";\""
                        + " \"import { getMigrations } from \\\"$from\\\";\""
                        + " 'const {runMigrations} = await getMigrations(auth.options);'"
                        + " 'await runMigrations();'"
                        + " 'console.log(\"the tables of Better Auth are there\");'"
                        + " 'process.exit(0);' > " + entry,
                "npm exec --yes --package=" + ESBUILD + " -- esbuild " + entry
                        + " --bundle --platform=node --format=esm --target=node22 --log-level=error --external:next"
                        + " --external:next/* --external:pg-native --external:better-sqlite3 --banner:js='import"
                        + " {createRequire} from \"node:module\"; const require = createRequire(import.meta.url);'"
                        + " --outfile=" + LayerPaths.up(dir) + LayerPaths.made(PROGRAM),
                "rm " + entry);
        return new Step(
                        "auth-tables",
                        List.of("sh", "-c", script),
                        dir,
                        Map.of(),
                        List.of("**", Tree.at(dir, "node_modules")),
                        List.of(LayerPaths.made(PROGRAM)))
                .fetching();
    }
}
