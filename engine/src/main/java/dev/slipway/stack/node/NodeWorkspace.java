package dev.slipway.stack.node;

import dev.slipway.inventory.Tree;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;

/** The packages of a workspace of npm, pnpm, Yarn or Bun, as globs of folders below its root; none where it is no workspace. */
record NodeWorkspace(String root, List<String> globs) {
    NodeWorkspace {
        globs = List.copyOf(globs);
    }

    /** @param json the package.json of that folder */
    static NodeWorkspace of(Tree tree, String root, JsonNode json) {
        List<String> globs = new ArrayList<>();
        JsonNode named = json.path("workspaces");
        (named.isObject() ? named.path("packages") : named).forEach(glob -> globs.add(glob.asString("")));
        String file = Tree.at(root, "pnpm-workspace.yaml");
        if (tree.has(file)) {
            globs.addAll(pnpm(tree.text(file)));
        }
        return new NodeWorkspace(root, globs);
    }

    private static List<String> pnpm(String text) {
        try {
            if (new Load(LoadSettings.builder().build()).loadFromString(text) instanceof Map<?, ?> settings
                    && settings.get("packages") instanceof List<?> packages) {
                return packages.stream().map(String::valueOf).toList();
            }
        } catch (YamlEngineException e) {
            // pnpm itself will say what is wrong with it.
        }
        return List.of();
    }

    /** Whether the folder is one of its packages; the last glob that fits decides. */
    boolean has(String dir) {
        if (dir.equals(root) || !(root.isEmpty() || dir.startsWith(root + "/"))) {
            return false;
        }
        Path below = Path.of(dir.substring(root.isEmpty() ? 0 : root.length() + 1));
        boolean has = false;
        for (String glob : globs) {
            boolean without = glob.startsWith("!");
            String folders =
                    glob.replaceFirst("^!", "").replaceFirst("^\\./", "").replaceFirst("/+$", "");
            if (fits(folders, below)) {
                has = !without;
            }
        }
        return has;
    }

    private static boolean fits(String glob, Path path) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(path);
        } catch (PatternSyntaxException e) {
            return false; // The package manager, too, would find nothing by it.
        }
    }
}
