package dev.slipway.stack.python;

import dev.slipway.application.Health;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.HealthPaths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths that a Django project answers, from its urls.py files. */
final class DjangoUrls {
    private static final Pattern PATH = Pattern.compile(
            "\\b(?:re_)?(?:path|url)\\(\\s*r?[\"']\\^?([^\"']*?)\\$?[\"']\\s*,\\s*(?:include\\(\\s*\\(?\\s*[\"']([\\w.]+)[\"'])?");

    private DjangoUrls() {}

    /** Chooses the probes. Any path may query the database, so none becomes the liveness probe. */
    static Health health(Tree tree, DjangoProject project) {
        List<HealthPaths.Route> routes = new ArrayList<>();
        Map<String, String> mounted = new HashMap<>();
        List<String> files = tree.below(project.base(), f -> Tree.name(f).equals("urls.py") && !PythonLayout.isTest(f));
        for (String file : files) {
            Matcher included = PATH.matcher(PythonCode.of(tree, file));
            while (included.find()) {
                if (included.group(2) != null) {
                    mounted.put(
                            Tree.at(project.base(), included.group(2).replace('.', '/')) + ".py", included.group(1));
                }
            }
        }
        for (String file : files) {
            Matcher path = PATH.matcher(PythonCode.of(tree, file));
            while (path.find()) {
                if (path.group(2) == null) {
                    routes.add(new HealthPaths.Route("/" + mounted.getOrDefault(file, "") + path.group(1), true));
                }
            }
        }
        return HealthPaths.choose(routes, "");
    }
}
