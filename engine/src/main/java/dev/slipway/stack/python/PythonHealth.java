package dev.slipway.stack.python;

import dev.slipway.application.Health;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.HealthPaths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Health endpoints of a Python service, from its route decorators. Their prefixes come from routers and from the places
 * where these are mounted. A router that is mounted nowhere, or under a name that the code does not spell out, has no
 * known path.
 */
final class PythonHealth {
    private static final Pattern ROUTE = Pattern.compile(
            "(?m)^[ \\t]*@(\\w+)\\.(?:get|api_route|route)\\(\\s*(?:path\\s*=\\s*)?[\"']([^\"']*)[\"']");
    private static final Pattern ADDED =
            Pattern.compile("\\b(\\w+)\\.(?:add_api_route|add_route|add_url_rule)\\(\\s*[\"']([^\"']*)[\"']");
    /** Parts of an application. The first group is the name. */
    private static final Pattern ROUTER = Pattern.compile(
            "(?m)^[ \\t]*(\\w+)\\s*(?::\\s*[\\w.]+\\s*)?=\\s*(?:\\w+\\.)*(\\w*Router|\\w*Blueprint)\\(");

    private static final Pattern APPLICATION = Pattern.compile(
            "(?m)^[ \\t]*(\\w+)\\s*(?::\\s*[\\w.]+\\s*)?=\\s*(?:\\w+\\.)*(?:FastAPI|Starlette|Litestar|Quart|Flask|\\w*create_\\w*app\\w*|\\w*get_app\\w*)\\(");
    private static final Pattern MOUNTED = Pattern.compile(
            "\\b(\\w+)\\.(include_router|register_blueprint)\\(\\s*(?:(?:router|blueprint)\\s*=\\s*)?([\\w.]+)");
    private static final Pattern MOUNT =
            Pattern.compile("\\b(\\w+)\\.mount\\(\\s*[\"']([^\"']*)[\"']\\s*,\\s*(?:app\\s*=\\s*)?([\\w.]+)");
    private static final Pattern PREFIX =
            Pattern.compile("\\b(?:url_)?prefix\\s*=\\s*(f?[\"'][^\"'\\n]*[\"']|[\\w.]+)(\\s*\\+)?");
    private static final Pattern PART = Pattern.compile("\\{([\\w.]+)}");
    private static final Pattern USES_DATABASE =
            Pattern.compile("(?i)depends\\(|session|\\bdb\\b|database|engine|\\.execute\\(|pool\\b|redis");
    private static final Pattern END = Pattern.compile("(?m)^(?:@|class |app\\b|if )");
    private static final String UNKNOWN = "?";

    private final PythonSource source;
    private final Collection<String> files;
    private final List<String> bases;
    private final Map<Node, String> prefixes = new HashMap<>();
    private final Map<Node, Set<Edge>> mounts = new HashMap<>();
    private final Set<Node> roots = new LinkedHashSet<>();

    private PythonHealth(PythonSource source, Collection<String> files, List<String> bases) {
        this.source = source;
        this.files = files;
        this.bases = bases;
    }

    /** A router or an application: a name in a module. */
    private record Node(String file, String name) {}

    /** A place where a router is mounted. @param replaces whether the prefix replaces the router's own, as in Flask */
    private record Edge(Node on, String prefix, boolean replaces) {}

    /** @param reached the modules that the entry loads */
    static Health find(PythonSource source, PythonEntry entry, List<String> reached) {
        Collection<String> files = reached.isEmpty() ? source.files() : reached;
        String base = Tree.at(source.dir(), entry.base()).replaceFirst("/$", "");
        String above = entry.under().isEmpty() || !source.dir().endsWith(entry.under())
                ? source.dir()
                : source.dir()
                        .substring(0, source.dir().length() - entry.under().length())
                        .replaceFirst("/$", "");
        PythonHealth health = new PythonHealth(source, files, List.of(base, above, source.dir()));
        return health.health();
    }

    private Health health() {
        boolean metrics = false;
        for (String file : files) {
            metrics |= source.code(file).contains("prometheus_fastapi_instrumentator");
            nodes(file);
        }
        files.forEach(this::mounts);
        List<HealthPaths.Route> routes = new ArrayList<>();
        for (String file : files) {
            String code = source.code(file);
            for (Pattern pattern : List.of(ROUTE, ADDED)) {
                Matcher route = pattern.matcher(code);
                while (route.find()) {
                    String path = route.group(2);
                    boolean database =
                            USES_DATABASE.matcher(body(code, route.end())).find();
                    path(node(file, route.group(1)), new HashSet<>())
                            .filter(prefix -> !prefix.contains(UNKNOWN))
                            .ifPresent(prefix -> routes.add(
                                    new HealthPaths.Route((prefix + path).replaceAll("/{2,}", "/"), database)));
                }
            }
        }
        return HealthPaths.choose(routes, metrics ? "/metrics" : "");
    }

    private void nodes(String file) {
        String code = source.code(file);
        ROUTER.matcher(code)
                .results()
                .forEach(m -> prefixes.putIfAbsent(new Node(file, m.group(1)), prefix(arguments(code, m.end()))));
        APPLICATION.matcher(code).results().forEach(m -> roots.add(new Node(file, m.group(1))));
    }

    private void mounts(String file) {
        String code = source.code(file);
        MOUNTED.matcher(code).results().forEach(m -> {
            String prefix = prefix(arguments(code, m.end()));
            boolean replaces = m.group(2).equals("register_blueprint") && !prefix.isEmpty();
            mount(file, m.group(3), new Edge(node(file, m.group(1)), prefix, replaces));
        });
        MOUNT.matcher(code).results().forEach(m -> {
            roots.remove(node(file, m.group(3)));
            mount(file, m.group(3), new Edge(node(file, m.group(1)), m.group(2), false));
        });
    }

    private void mount(String file, String router, Edge edge) {
        mounts.computeIfAbsent(node(file, router), n -> new LinkedHashSet<>()).add(edge);
    }

    /** The arguments of a call, up to its closing bracket. */
    private static String arguments(String code, int from) {
        int depth = 1;
        for (int at = from; at < code.length(); at++) {
            char c = code.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return code.substring(from, at);
            }
        }
        return code.substring(from);
    }

    private String prefix(String arguments) {
        Matcher given = PREFIX.matcher(arguments);
        if (!given.find()) {
            return "";
        }
        return given.group(2) == null ? value(given.group(1)) : UNKNOWN;
    }

    /** The text that an expression stands for; {@link #UNKNOWN} if the code does not spell it out. */
    private String value(String expression) {
        if (expression.startsWith("f") && expression.length() > 1 && "\"'".indexOf(expression.charAt(1)) >= 0) {
            return PART.matcher(expression.substring(2, expression.length() - 1))
                    .replaceAll(m -> Matcher.quoteReplacement(value(m.group(1))));
        }
        if (expression.startsWith("\"") || expression.startsWith("'")) {
            return expression.substring(1, expression.length() - 1);
        }
        Pattern assigned = Pattern.compile("(?m)^[ \\t]*" + Pattern.quote(expression.replaceFirst(".*\\.", ""))
                + "\\s*(?::\\s*[\\w.]+\\s*)?=\\s*[\"']([^\"'\\n]*)[\"'][ \\t]*$");
        List<String> values = source.files().stream()
                .flatMap(file -> assigned.matcher(source.code(file)).results())
                .map(m -> m.group(1))
                .distinct()
                .toList();
        return values.size() == 1 ? values.getFirst() : UNKNOWN;
    }

    /** The object that a name in a module means: defined there, or in the module from which it is imported. */
    private Node node(String file, String expression) {
        String first = expression.replaceFirst("\\..*", "");
        String rest = expression.contains(".") ? expression.substring(first.length() + 1) : "";
        for (PythonSource.Import one : source.imports(file)) {
            String name = one.names().get(first);
            if (name == null) {
                continue;
            }
            Optional<String> last = source.targets(file, one, bases).stream().reduce((a, b) -> b);
            if (last.isPresent()) {
                boolean module = rest.isEmpty()
                        || !name.isEmpty()
                                && !Tree.name(last.get()).equals(name + ".py")
                                && !last.get().endsWith("/" + name + "/__init__.py");
                String wanted = module ? name : rest.replaceFirst(".*\\.", "");
                Node found = new Node(last.get(), wanted);
                return found.equals(new Node(file, expression)) || known(found)
                        ? found
                        : reexported(last.get(), wanted, found);
            }
        }
        return new Node(file, expression.replaceFirst(".*\\.", ""));
    }

    private boolean known(Node node) {
        return prefixes.containsKey(node) || roots.contains(node);
    }

    /** Follows a package that re-exports a name of its modules. */
    private Node reexported(String file, String name, Node otherwise) {
        return source.imports(file).stream()
                .filter(one -> one.names().containsKey(name))
                .flatMap(one -> source.targets(file, one, bases).stream()
                        .reduce((a, b) -> b)
                        .map(target -> new Node(target, one.names().getOrDefault(name, name)))
                        .stream())
                .findFirst()
                .orElse(otherwise);
    }

    /** The prefix of a router's paths; empty if it is mounted nowhere. */
    private Optional<String> path(Node node, Set<Node> seen) {
        if (!seen.add(node)) {
            return Optional.empty();
        }
        if (roots.contains(node)) {
            return Optional.of("");
        }
        for (Edge edge : mounts.getOrDefault(node, Set.of())) {
            Optional<String> above = path(edge.on(), seen);
            if (above.isPresent()) {
                return above.map(
                        prefix -> prefix + edge.prefix() + (edge.replaces() ? "" : prefixes.getOrDefault(node, "")));
            }
        }
        // A function gets the application as its argument.
        return node.name().matches("app|application") && !prefixes.containsKey(node)
                ? Optional.of("")
                : Optional.empty();
    }

    /** The handler's code: from its {@code def} up to the next line without indentation. */
    private static String body(String code, int from) {
        Matcher end = END.matcher(code);
        return end.find(from) ? code.substring(from, end.start()) : code.substring(from);
    }
}
