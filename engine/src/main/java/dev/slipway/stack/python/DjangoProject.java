package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Django project, from its manage.py and its settings.
 *
 * @param base folder of manage.py, relative to the application's root
 * @param manage that file
 * @param module of the settings, as wsgi.py or asgi.py names it
 * @param settings files of that module, the module's own first
 * @param served the application, {@code shop.wsgi:application}
 * @param asgi whether that speaks ASGI rather than WSGI
 */
record DjangoProject(String base, String manage, String module, List<String> settings, String served, boolean asgi) {
    private static final Pattern MODULE = Pattern.compile("DJANGO_SETTINGS_MODULE[\"']\\s*[,\\]=]+\\s*[\"']([\\w.]+)");
    private static final List<String> ASGI_SERVERS = List.of("daphne", "uvicorn", "hypercorn");

    DjangoProject {
        settings = List.copyOf(settings);
    }

    static Optional<DjangoProject> find(Tree tree, String dir) {
        return tree
                .below(
                        dir,
                        f -> Tree.name(f).equals("manage.py")
                                && MODULE.matcher(PythonCode.of(tree, f)).find())
                .stream()
                .filter(f -> PythonLayout.own(tree, dir, f))
                .min(Comparator.<String>comparingInt(f -> f.split("/").length).thenComparing(Comparator.naturalOrder()))
                .flatMap(manage -> of(tree, dir, manage));
    }

    private static Optional<DjangoProject> of(Tree tree, String dir, String manage) {
        String base = Tree.parent(manage);
        PythonPackages packages = PythonPackages.of(tree, dir);
        Optional<String> asgi = application(tree, base, "asgi.py");
        Optional<String> wsgi = application(tree, base, "wsgi.py");
        boolean asynchronous = asgi.isPresent()
                && (wsgi.isEmpty()
                        || packages.has("channels")
                        || ASGI_SERVERS.stream().anyMatch(packages::has));
        return (asynchronous ? asgi : wsgi).map(file -> {
            String module = module(tree, file).or(() -> module(tree, manage)).orElse("");
            return new DjangoProject(
                    base,
                    manage,
                    module,
                    settings(tree, base, module),
                    file.substring(base.isEmpty() ? 0 : base.length() + 1)
                                    .replaceFirst("\\.py$", "")
                                    .replace('/', '.')
                            + ":application",
                    asynchronous);
        });
    }

    private static Optional<String> application(Tree tree, String base, String name) {
        return tree.below(base, f -> Tree.name(f).equals(name) && tree.text(f).contains("application")).stream()
                .min(Comparator.comparingInt(f -> f.split("/").length));
    }

    private static Optional<String> module(Tree tree, String file) {
        Matcher matcher = MODULE.matcher(PythonCode.of(tree, file));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The settings module, with the modules beside it, which settings in a package import. */
    private static List<String> settings(Tree tree, String base, String module) {
        String path = Tree.at(base, module.replace('.', '/'));
        String own = tree.has(path + ".py") ? path + ".py" : path + "/__init__.py";
        String folder = Tree.parent(own);
        return tree
                .below(folder, f -> Tree.name(folder).startsWith("settings") && f.endsWith(".py") || f.equals(own))
                .stream()
                .filter(f -> f.equals(own) || !Tree.name(f).matches("(dev|development|local|test|testing)\\.py"))
                .sorted(Comparator.comparing(f -> !f.equals(own)))
                .toList();
    }

    /** The assignment of a setting: the lines up to the end of its brackets. */
    record Setting(String text, String place) {
        private static final Pattern READ = Pattern.compile("environ|getenv|\\benv\\b|\\bconfig\\(|[sS]ecret");
        private static final Pattern VARIABLE = Pattern.compile("[\"']([A-Z][A-Z0-9_]+)[\"']");

        /** Whether its value comes from outside the code. */
        boolean read() {
            return READ.matcher(text).find();
        }

        Optional<String> variable() {
            return VARIABLE.matcher(text).results().map(m -> m.group(1)).findFirst();
        }
    }

    Optional<Setting> setting(Tree tree, String name) {
        Pattern assigned =
                Pattern.compile("(?m)^" + name + "\\s*(?::[^=\\n]*)?=\\s*([^\\n]*(?:\\n[ \\t)\\]][^\\n]*)*)");
        return settings.stream()
                .flatMap(file -> assigned
                        .matcher(PythonCode.of(tree, file))
                        .results()
                        .reduce((MatchResult a, MatchResult b) -> b)
                        .map(m -> new Setting(m.group(1), tree.place(file, m.start())))
                        .stream())
                .findFirst();
    }

    /** The library that serves it. */
    String server(PythonPackages packages) {
        return asgi ? ASGI_SERVERS.stream().filter(packages::has).findFirst().orElse("uvicorn") : "gunicorn";
    }
}
