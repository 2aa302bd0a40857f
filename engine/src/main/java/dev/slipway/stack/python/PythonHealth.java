package dev.slipway.stack.python;

import dev.slipway.application.Health;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.HealthPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Health endpoints of a Python service, as its route decorators tell. */
final class PythonHealth {
    private static final Pattern ROUTE =
            Pattern.compile("(?m)^\\s*@(\\w+)\\.(?:get|api_route|route)\\(\\s*[\"']([^\"']*)[\"']");
    private static final Pattern PREFIX =
            Pattern.compile("(?m)^(\\w+)\\s*=\\s*APIRouter\\([^)]*?prefix\\s*=\\s*[\"']([^\"']*)[\"']", Pattern.DOTALL);
    private static final Pattern MOUNTED = Pattern.compile(
            "include_router\\(\\s*(?:\\w+\\.)*?(\\w+)(?:\\.router)?\\s*,[^)]*?prefix\\s*=\\s*[\"']([^\"']*)[\"']",
            Pattern.DOTALL);
    private static final Pattern USES_DATABASE =
            Pattern.compile("(?i)depends\\(|session|\\bdb\\b|database|engine|\\.execute\\(|pool\\b|redis");

    private PythonHealth() {}

    static Health find(Tree tree, String dir, String entry) {
        List<HealthPaths.Route> routes = new ArrayList<>();
        boolean metrics = false;
        for (String file : tree.below(dir, f -> f.endsWith(".py") && !PythonEntry.isTest(f))) {
            String text = tree.text(file);
            metrics |= text.contains("prometheus_fastapi_instrumentator");
            Matcher route = ROUTE.matcher(text);
            while (route.find()) {
                String path = prefix(text, route.group(1)) + route.group(2);
                if (!file.equals(entry)) {
                    path = mount(tree.text(entry), file) + path;
                }
                routes.add(new HealthPaths.Route(
                        path, USES_DATABASE.matcher(body(text, route.end())).find()));
            }
        }
        return HealthPaths.choose(routes, metrics ? "/metrics" : "");
    }

    private static String prefix(String text, String router) {
        return PREFIX.matcher(text)
                .results()
                .filter(m -> m.group(1).equals(router))
                .map(m -> m.group(2))
                .findFirst()
                .orElse("");
    }

    private static String mount(String main, String file) {
        String module = Tree.name(file).replace(".py", "");
        return MOUNTED.matcher(main)
                .results()
                .filter(m -> m.group(1).replace("_router", "").equals(module))
                .map(m -> m.group(2))
                .findFirst()
                .orElse("");
    }

    /** The handler: up to the next thing that is not indented, after its {@code def}. */
    private static String body(String text, int from) {
        Matcher end = Pattern.compile("(?m)^(?:@|class |app\\b|if )").matcher(text);
        return end.find(from) ? text.substring(from, end.start()) : text.substring(from);
    }
}
