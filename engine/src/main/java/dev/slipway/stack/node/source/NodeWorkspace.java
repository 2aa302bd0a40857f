package dev.slipway.stack.node.source;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Document;
import dev.slipway.manifest.Yaml;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * The packages of an npm, pnpm, Yarn or Bun workspace, as globs of folders below its root; no globs if there is no
 * workspace.
 */
public record NodeWorkspace(String root, List<String> globs) {
    public NodeWorkspace {
        globs = List.copyOf(globs);
    }

    /** @param json the package.json of that folder */
    public static NodeWorkspace of(Tree tree, String root, Document json) {
        List<String> globs = new ArrayList<>();
        Document named = json.path("workspaces");
        (named.isObject() ? named.path("packages") : named).forEach(glob -> globs.add(glob.asString("")));
        Yaml.of(tree, Tree.at(root, "pnpm-workspace.yaml"))
                .path("packages")
                .forEach(glob -> globs.add(glob.asString("")));
        return new NodeWorkspace(root, globs);
    }

    /** Whether the folder is one of its packages. The last glob that matches decides. */
    public boolean has(String dir) {
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
            return false; // The package manager would find nothing with it, either.
        }
    }
}
