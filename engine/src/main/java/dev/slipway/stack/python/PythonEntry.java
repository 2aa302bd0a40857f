package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a Python service's ASGI application is: {@code app.main:app}, and the folder from which that can be imported. */
final class PythonEntry {
    private static final Pattern INSTANCE = Pattern.compile(
            "(?m)^(\\w+)\\s*(?::\\s*\\w+\\s*)?=\\s*(?:\\w+\\.)?(FastAPI|Starlette|Litestar|Quart|Flask|get_asgi_application)\\(");
    private static final Pattern FACTORY = Pattern.compile(
            "(?m)^def (\\w*app\\w*)\\([^)]*\\)\\s*(?:->\\s*(FastAPI|Starlette|Litestar|Quart|Flask)\\s*)?:");
    private static final Pattern MADE = Pattern.compile("=\\s*(FastAPI|Starlette|Litestar|Quart|Flask)\\(");
    private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*(?:from|import)\\s+([\\w.]+)");
    private static final List<String> LIKELY =
            List.of("main.py", "app.py", "asgi.py", "server.py", "api.py", "__init__.py");

    private PythonEntry() {}

    /**
     * @param file relative to the application's root
     * @param spec what uvicorn gets
     * @param base folder below the service's that has to be on the path; empty for the service's own
     * @param packageOfRoot the service's folder is itself the package: {@code backend.main:app}
     */
    record Entry(
            String file,
            String place,
            String spec,
            String base,
            boolean packageOfRoot,
            boolean factory,
            String framework) {
        /** Whether it speaks WSGI, and not ASGI. */
        boolean wsgi() {
            return framework.equals("Flask");
        }

        /** The library that serves it. */
        String server() {
            return wsgi() ? "gunicorn" : "uvicorn";
        }
    }

    static boolean isTest(String file) {
        return ("/" + file).matches(".*/(tests?|e2e|__tests__)/.*|.*/(test_[^/]*|[^/]*_test|conftest)\\.py");
    }

    static Optional<Entry> find(Tree tree, String dir) {
        List<String> modules = tree.below(dir, file -> file.endsWith(".py") && !isTest(file) && own(tree, dir, file));
        Optional<Entry> instance = modules.stream()
                .sorted(byLikelihood())
                .flatMap(file -> match(tree, dir, file, INSTANCE, false).stream())
                .findFirst();
        return instance.isPresent()
                ? instance
                : modules.stream()
                        .sorted(byLikelihood())
                        .filter(file -> MADE.matcher(tree.text(file)).find())
                        .flatMap(file -> match(tree, dir, file, FACTORY, true).stream())
                        .findFirst();
    }

    /** Whether no folder between the file's and the service's is a service of its own by its manifest. */
    static boolean own(Tree tree, String dir, String file) {
        for (String at = Tree.parent(file); !at.equals(dir); at = Tree.parent(at)) {
            if (PythonPackages.of(tree, at).present()) {
                return false;
            }
        }
        return true;
    }

    private static Comparator<String> byLikelihood() {
        return Comparator.<String>comparingInt(file -> {
                    int index = LIKELY.indexOf(Tree.name(file));
                    return index < 0 ? LIKELY.size() : index;
                })
                .thenComparingInt(file -> file.split("/").length)
                .thenComparing(Comparator.naturalOrder());
    }

    private static Optional<Entry> match(Tree tree, String dir, String file, Pattern pattern, boolean factory) {
        Matcher matcher = pattern.matcher(tree.text(file));
        if (!matcher.find()) {
            return Optional.empty();
        }
        String base = base(tree, dir, file);
        boolean packageOfRoot = base.length() < dir.length();
        String module = file.substring(base.isEmpty() ? 0 : base.length() + 1)
                .replaceAll("(/__init__)?\\.py$", "")
                .replace('/', '.');
        Matcher made = factory ? MADE.matcher(tree.text(file)) : matcher;
        String framework = factory
                ? made.find() ? made.group(1) : "ASGI"
                : matcher.group(2).replace("get_asgi_application", "Django");
        return Optional.of(new Entry(
                file,
                tree.place(file, matcher.start()),
                module + ":" + matcher.group(1),
                packageOfRoot || base.equals(dir) ? "" : base.substring(dir.isEmpty() ? 0 : dir.length() + 1),
                packageOfRoot,
                factory,
                framework));
    }

    /** The folder from which most of the file's imports of own modules resolve; the service's folder if that is undecided. */
    private static String base(Tree tree, String dir, String file) {
        List<String> bases = new ArrayList<>(List.of(dir));
        for (String at = Tree.parent(file); at.length() > dir.length(); at = Tree.parent(at)) {
            bases.add(at);
        }
        if (!dir.isEmpty()) {
            bases.add(Tree.parent(dir));
        }
        // A folder may be called what a library is: flask/app.py imports flask.
        PythonPackages packages = PythonPackages.of(tree, dir);
        List<String> imports = IMPORT.matcher(tree.text(file))
                .results()
                .map(result -> result.group(1))
                .filter(name -> !name.startsWith("."))
                .filter(name -> !packages.has(name.replaceFirst("\\..*", "").toLowerCase(Locale.ROOT)))
                .toList();
        return bases.stream()
                .max(Comparator.comparingLong(base -> imports.stream()
                                        .filter(name -> resolves(tree, base, name))
                                        .count()
                                * 10
                        - bases.indexOf(base)))
                .orElse(dir);
    }

    private static boolean resolves(Tree tree, String base, String module) {
        String path = Tree.at(base, module.replace('.', '/'));
        return tree.has(path + ".py")
                || !tree.below(path, file -> file.endsWith(".py")).isEmpty();
    }
}
