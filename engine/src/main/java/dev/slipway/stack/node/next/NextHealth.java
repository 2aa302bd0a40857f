package dev.slipway.stack.node.next;

import dev.slipway.application.Health;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.HealthPaths;
import dev.slipway.stack.node.source.JavaScriptCode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the health endpoints of a Next.js service among its route files. */
public final class NextHealth {
    private static final Pattern DATABASE =
            Pattern.compile("(?i)prisma|\\bdb\\b|\\bpool\\b|\\bsql`|fetch\\(|\\.query\\(");

    private NextHealth() {}

    public static Health find(Tree tree, String dir) {
        List<HealthPaths.Route> routes =
                tree.below(dir).stream().flatMap(file -> route(tree, dir, file)).toList();
        return HealthPaths.choose(routes, "");
    }

    private static Stream<HealthPaths.Route> route(Tree tree, String dir, String file) {
        String path = file.substring(dir.isEmpty() ? 0 : dir.length() + 1).replaceFirst("^src/", "");
        String url = "";
        if (path.matches("app/.*route\\.[jt]sx?")) {
            url = path.replaceFirst("^app", "").replaceAll("/\\([^)]*\\)", "").replaceFirst("/route\\.[jt]sx?$", "");
        } else if (path.matches("pages/api/.*\\.[jt]sx?")) {
            url = path.replaceFirst("^pages", "").replaceFirst("(/index)?\\.[jt]sx?$", "");
        }
        return url.isEmpty()
                ? Stream.of()
                : Stream.of(new HealthPaths.Route(
                        url, DATABASE.matcher(JavaScriptCode.of(tree, file)).find()));
    }
}
