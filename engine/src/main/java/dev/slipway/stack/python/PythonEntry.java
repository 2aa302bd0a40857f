package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.python.PythonStarts.StatedStart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The application of a Python service, such as {@code app.main:app}, and the folder from which it can be imported.
 *
 * @param file relative to the application's root; empty for a program without a server
 * @param place that shows it
 * @param spec the server's argument; empty if the program listens by itself
 * @param base folder below the service's that has to be on the path; empty for the service's own
 * @param under the service's folder relative to the one on the path: {@code backend} for {@code backend.main:app};
 * empty if both are the same
 * @param factory whether the name is a function that makes the application
 * @param framework for people; {@code Flask} if it speaks WSGI
 * @param said the author's own start; empty if there is none
 */
record PythonEntry(
        String file,
        String place,
        String spec,
        String base,
        String under,
        boolean factory,
        String framework,
        Optional<StatedStart> said) {
    private static final Pattern INSTANCE = Pattern.compile(
            "(?m)^(\\w+)\\s*(?:,\\s*\\w+\\s*)?(?::\\s*\\w+\\s*)?=\\s*(?:\\w+\\.)?(FastAPI|Starlette|Litestar|Quart|Flask|get_asgi_application|FastHTML|fast_app)\\(");
    private static final Pattern FACTORY = Pattern.compile("(?m)^def"
            + " (\\w*app\\w*)\\(([^)]*)\\)\\s*(?:->\\s*(?:\\w+\\.)?(FastAPI|Starlette|Litestar|Quart|Flask)\\s*)?:");
    private static final Pattern MADE = Pattern.compile("=\\s*(?:\\w+\\.)?(FastAPI|Starlette|Litestar|Quart|Flask)\\(");
    /** An application that a function made. */
    private static final Pattern CALLED =
            Pattern.compile("(?m)^(\\w*app\\w*|server)\\s*(?::\\s*[\\w.]+\\s*)?=\\s*(?:\\w+\\.)*"
                    + "\\w*(?:create|make|build|get|init|new|factory)\\w*\\(");

    private static final Pattern TAKEN =
            Pattern.compile("(?m)^from\\s+[\\w.]+\\s+import\\s+[^\\n]*\\b(app|application)\\b");
    private static final Pattern LISTENS = Pattern.compile(
            "\\.run\\(|\\.serve\\w*\\(|serve_forever|HTTPServer|\\.listen\\(|run_app\\(|run_simple\\(|make_server\\(|start_server\\(|WSGIServer");
    /** Imports of a program that listens by itself. */
    private static final Pattern WEB =
            Pattern.compile("(?m)^[ \\t]*(?:from|import)[ \\t]+(?:http\\.server|socketserver|wsgiref"
                    + "|aiohttp|blacksheep|bottle|cherrypy|dash|falcon|fasthtml|flask|gevent|hypercorn|microdot|nicegui|pyramid"
                    + "|quart|robyn|sanic|socketio|starlette|tornado|uvicorn|waitress|websockets|werkzeug)\\b");

    private static final Pattern CALLS = Pattern.compile("(?m)^\\s*(?:run|serve)\\(");
    private static final Pattern SPEC = Pattern.compile("([\\w.]+)(?::([\\w.]+)(\\(.*\\))?)?");
    private static final List<String> LIKELY = List.of(
            "main.py", "app.py", "asgi.py", "wsgi.py", "server.py", "api.py", "__init__.py", "run.py", "serve.py");

    /** A program without a server. */
    static final PythonEntry NONE = new PythonEntry("", "", "", "", "", false, "", Optional.empty());

    /** Whether it speaks WSGI rather than ASGI. */
    boolean wsgi() {
        return framework.equals("Flask");
    }

    /** The library that serves it; {@code python} if it listens by itself. */
    String server() {
        return said.map(one -> one.start().program())
                .filter(program -> !program.matches("flask|fastapi"))
                .filter(program -> spec.isEmpty() || !program.equals("python"))
                .orElse(wsgi() ? "gunicorn" : "uvicorn");
    }

    /** The author's own options for that server. */
    List<String> options() {
        return said.filter(one -> one.start().program().equals(server()))
                .map(one -> one.start().options())
                .orElse(List.of());
    }

    /** The ways to start it, the author's own first. Each list is one service. */
    static List<List<PythonEntry>> find(PythonSource source) {
        List<List<PythonEntry>> told = new PythonStarts(source.tree(), source.dir())
                .all().stream()
                        .map(said -> said.stream()
                                .flatMap(one -> of(source, one).stream())
                                .toList())
                        .map(PythonEntry::distinct)
                        .filter(entries -> !entries.isEmpty())
                        .toList();
        Optional<PythonEntry> guessed = guess(source);
        if (told.isEmpty()) {
            return guessed.map(List::of).stream().toList();
        }
        List<PythonEntry> most = told.stream()
                .max(Comparator.<List<PythonEntry>>comparingInt(List::size)
                        .thenComparingInt(entries -> -told.indexOf(entries)))
                .orElseThrow();
        List<PythonEntry> others = Stream.concat(
                        told.stream().filter(entries -> entries.size() == 1).flatMap(List::stream), guessed.stream())
                .toList();
        return most.stream()
                .map(one -> distinct(Stream.concat(Stream.of(one), most.size() > 1 ? Stream.empty() : others.stream())
                        .toList()))
                .toList();
    }

    private static List<PythonEntry> distinct(List<PythonEntry> entries) {
        List<PythonEntry> distinct = new ArrayList<>();
        for (PythonEntry entry : entries) {
            if (distinct.stream().noneMatch(known -> known.file.equals(entry.file) && known.spec.equals(entry.spec))) {
                distinct.add(entry);
            }
        }
        return distinct;
    }

    /** A place from which a module can be imported. */
    private record Base(String file, String base, String under) {}

    /** The service that an author's start means; empty if it means none of this folder. */
    private static Optional<PythonEntry> of(PythonSource source, StatedStart said) {
        PythonStart start = said.start();
        String target = start.target();
        if (start.program().equals("python")) {
            boolean module = target.startsWith("-m ");
            return (module ? base(source, start, target.substring(3)) : file(source, start, target))
                    .flatMap(base -> ofProgram(source, said, base));
        }
        if (target.isEmpty() || target.endsWith(".py") || target.contains("/")) {
            return target.isEmpty()
                    ? guess(source).map(one -> one.by(said))
                    : file(source, start, target)
                            .flatMap(base -> named(source, base.file()).map(one -> one.by(said)));
        }
        Matcher spec = SPEC.matcher(target);
        if (!spec.matches()) {
            return Optional.empty();
        }
        return base(source, start, spec.group(1)).flatMap(base -> {
            String name = spec.group(2) == null ? "" : spec.group(2);
            if (name.isEmpty() && start.program().equals("flask")) {
                return named(source, base.file()).map(one -> one.by(said));
            }
            boolean called = spec.group(3) != null;
            boolean factory = called
                    || start.options().contains("--factory")
                    || start.program().equals("flask") && name.startsWith("create");
            return Optional.of(new PythonEntry(
                    base.file(),
                    said.place(),
                    called && !spec.group(3).equals("()") ? target : spec.group(1) + (name.isEmpty() ? "" : ":" + name),
                    base.base(),
                    base.under(),
                    factory && (!called || spec.group(3).equals("()")),
                    framework(source, base.file(), name, start.program()),
                    Optional.of(said)));
        });
    }

    private PythonEntry by(StatedStart one) {
        return new PythonEntry(file, one.place(), spec, base, under, factory, framework, Optional.of(one));
    }

    /** The entry by its application, if it has one; else as a program, if that listens. */
    private static Optional<PythonEntry> ofProgram(PythonSource source, StatedStart said, Base base) {
        Optional<PythonEntry> application = named(source, base.file());
        if (application.isPresent()) {
            return application.map(one -> one.by(said));
        }
        boolean listens = said.listens()
                && source.reached(base.file(), List.of(Tree.at(source.dir(), base.base()))).stream()
                        .anyMatch(f -> source.find(f, LISTENS).isPresent());
        return listens
                ? Optional.of(new PythonEntry(
                        base.file(), said.place(), "", base.base(), base.under(), false, "", Optional.of(said)))
                : Optional.empty();
    }

    private static String framework(PythonSource source, String file, String name, String program) {
        return INSTANCE.matcher(source.code(file))
                .results()
                .filter(m -> name.isEmpty() || m.group(1).equals(name))
                .map(m -> title(m.group(2)))
                .findFirst()
                .orElseGet(() -> byPackages(source, program));
    }

    private static String byPackages(PythonSource source, String program) {
        if (program.matches("gunicorn|flask|waitress-serve")
                && source.packages().has("flask")) {
            return "Flask";
        }
        Map<String, String> known = Map.of("fastapi", "FastAPI", "starlette", "Starlette", "quart", "Quart");
        return List.of("fastapi", "quart", "starlette").stream()
                .filter(source.packages()::has)
                .map(known::get)
                .findFirst()
                .orElse(source.packages().has("flask") ? "Flask" : "");
    }

    private static Optional<Base> file(PythonSource source, PythonStart start, String path) {
        String clean = path.replaceFirst("^(\\./)+", "").replaceFirst("/+$", "");
        String file = clean.endsWith(".py") ? clean : clean + "/__init__.py";
        return Stream.of(start.folder(), "")
                .map(folder -> Tree.at(source.dir(), Tree.at(folder, file)))
                .filter(source.tree()::has)
                .map(found ->
                        new Base(found, source.inside(Tree.parent(found) + "/").replaceFirst("/$", ""), ""))
                .findFirst();
    }

    /** The place from which a module's name leads to a file of this service. */
    private static Optional<Base> base(PythonSource source, PythonStart start, String module) {
        String dir = source.dir();
        List<String> below = new ArrayList<>();
        Stream.of(start.folder(), "").forEach(below::add);
        Arrays.stream(start.env().getOrDefault("PYTHONPATH", "").split(":"))
                .filter(part -> !part.isEmpty() && !part.startsWith("/"))
                .map(part -> part.replaceFirst("^\\./?", ""))
                .forEach(below::add);
        below.add("src");
        for (String base : below) {
            Optional<String> file = found(source, Tree.at(dir, base).replaceFirst("/$", ""), module);
            if (file.isPresent()) {
                return file.map(f -> new Base(f, base, ""));
            }
        }
        for (String base = dir; !base.isEmpty(); ) {
            base = Tree.parent(base);
            Optional<String> file = found(source, base, module);
            if (file.isPresent()) {
                String under = base.isEmpty() ? dir : dir.substring(base.length() + 1);
                return file.map(f -> new Base(f, "", under));
            }
        }
        // Its folder has another name in the image, as with COPY . ./app.
        String first = module.replaceFirst("\\..*", "");
        Optional<Base> renamed = module.contains(".")
                ? found(source, dir, module.substring(first.length() + 1)).map(f -> new Base(f, "", first))
                : Optional.empty();
        String end = "/" + module.replace('.', '/');
        return renamed.or(() -> source.own().stream()
                .filter(f -> ("/" + f).endsWith(end + ".py") || ("/" + f).endsWith(end + "/__init__.py"))
                .min(Comparator.<String>comparingInt(f -> f.split("/").length).thenComparing(Comparator.naturalOrder()))
                .map(f -> {
                    String root =
                            ("/" + f).substring(0, ("/" + f).lastIndexOf(end)).replaceFirst("^/", "");
                    return new Base(f, root.equals(dir) ? "" : source.inside(root), "");
                }));
    }

    private static Optional<String> found(PythonSource source, String base, String module) {
        return source.module(base, module)
                .filter(f -> source.dir().isEmpty() || f.startsWith(source.dir() + "/"))
                .filter(f -> PythonLayout.own(source.tree(), source.dir(), f));
    }

    /** The most probable application of a folder, if nobody names one. */
    static Optional<PythonEntry> guess(PythonSource source) {
        List<String> modules = source.own().stream().sorted(byLikelihood()).toList();
        return first(modules, file -> match(source, file, INSTANCE))
                .or(() -> first(modules, file -> match(source, file, CALLED)))
                .or(() -> first(modules, file -> factory(source, file)))
                .or(() -> first(modules, file -> program(source, file)));
    }

    /** A program that serves by itself, which nobody says how to start: of a usual name, or beside the manifest. */
    private static Optional<PythonEntry> program(PythonSource source, String file) {
        boolean serves = (LIKELY.contains(Tree.name(file)) || Tree.parent(file).equals(source.dir()))
                && source.find(file, WEB).isPresent()
                && (source.find(file, LISTENS).isPresent()
                        || source.find(file, CALLS).isPresent());
        return PythonStart.of("python " + source.inside(file))
                .filter(start -> serves)
                .map(start -> new PythonEntry(
                        file,
                        file,
                        "",
                        source.inside(Tree.parent(file) + "/").replaceFirst("/$", ""),
                        "",
                        false,
                        "",
                        Optional.of(new StatedStart("", start, 0, file, true))));
    }

    private static String title(String made) {
        return switch (made) {
            case "get_asgi_application" -> "Django";
            case "fast_app" -> "FastHTML";
            default -> made;
        };
    }

    private static Optional<PythonEntry> first(List<String> files, Function<String, Optional<PythonEntry>> entry) {
        return files.stream().flatMap(file -> entry.apply(file).stream()).findFirst();
    }

    /** The application in a file. */
    private static Optional<PythonEntry> named(PythonSource source, String file) {
        return match(source, file, INSTANCE)
                .or(() -> match(source, file, CALLED))
                .or(() -> match(source, file, TAKEN))
                .or(() -> factory(source, file));
    }

    private static Comparator<String> byLikelihood() {
        return Comparator.<String>comparingInt(file -> {
                    int index = LIKELY.indexOf(Tree.name(file));
                    return index < 0 ? LIKELY.size() : index;
                })
                .thenComparingInt(file -> file.split("/").length)
                .thenComparing(Comparator.naturalOrder());
    }

    private static Optional<PythonEntry> factory(PythonSource source, String file) {
        String code = source.code(file);
        Optional<Matcher> made = source.find(file, MADE);
        return FACTORY.matcher(code)
                .results()
                .filter(m -> made.isPresent() && optional(m.group(2)))
                .findFirst()
                .map(m -> at(
                        source,
                        file,
                        m.start(),
                        m.group(1),
                        true,
                        made.orElseThrow().group(1)));
    }

    /** Whether a function can be called without arguments. */
    private static boolean optional(String parameters) {
        return Arrays.stream(parameters.split(","))
                .map(String::strip)
                .allMatch(p -> p.isEmpty() || p.contains("=") || p.startsWith("*") || p.equals("/"));
    }

    private static Optional<PythonEntry> match(PythonSource source, String file, Pattern pattern) {
        return source.find(file, pattern)
                .map(m -> at(
                        source,
                        file,
                        m.start(),
                        m.group(1),
                        false,
                        pattern.equals(INSTANCE) ? title(m.group(2)) : byPackages(source, "")))
                .filter(entry -> !entry.framework.isEmpty());
    }

    private static PythonEntry at(
            PythonSource source, String file, int start, String name, boolean factory, String framework) {
        String dir = source.dir();
        String base = importedFrom(source, file);
        boolean above = base.length() < dir.length();
        // A module of the root imports its neighbours as parts of a package, which has no name in the tree.
        boolean unnamed = dir.isEmpty() && source.level(file) >= file.split("/").length;
        String under = unnamed ? "app" : above ? dir.substring(base.isEmpty() ? 0 : base.length() + 1) : "";
        String module = (unnamed ? "app/" : "") + file.substring(base.isEmpty() ? 0 : base.length() + 1);
        return new PythonEntry(
                file,
                source.tree().place(file, start),
                module.replaceAll("(/__init__)?\\.py$", "").replace('/', '.') + ":" + name,
                above || base.equals(dir) ? "" : source.inside(base),
                under,
                factory,
                framework,
                Optional.empty());
    }

    /**
     * The folder from which most of the file's imports of own modules resolve; the service's folder if that is
     * undecided. A module with {@code from .x} imports is a part of a package and is imported from above.
     */
    private static String importedFrom(PythonSource source, String file) {
        String dir = source.dir();
        String highest = Tree.parent(file);
        boolean init = Tree.name(file).equals("__init__.py");
        for (int up = init ? 0 : 1; up <= source.level(file) && source.level(file) > 0; up++) {
            highest = Tree.parent(highest);
        }
        String limit = highest;
        List<String> bases = new ArrayList<>(List.of(dir));
        // Packages may lie in src, which is no package itself.
        String packages = Tree.at(dir, "src");
        if (Tree.parent(file).startsWith(packages + "/") && !source.tree().has(packages + "/__init__.py")) {
            bases.addFirst(packages);
        }
        for (String at = Tree.parent(file); at.length() > dir.length(); at = Tree.parent(at)) {
            bases.add(at);
        }
        for (String at = dir; !at.isEmpty(); ) {
            at = Tree.parent(at);
            bases.add(at);
        }
        // A folder may have a library's name: flask/app.py imports flask.
        List<String> imports = source.imports(file).stream()
                .filter(one -> one.level() == 0)
                .map(PythonSource.Import::module)
                .filter(name ->
                        !source.packages().has(name.replaceFirst("\\..*", "").toLowerCase(Locale.ROOT)))
                .toList();
        return bases.stream()
                .filter(base -> (limit + "/").startsWith(base.isEmpty() ? "" : base + "/"))
                .max(Comparator.comparingLong(base -> imports.stream()
                                        .filter(name -> source.resolves(base, name))
                                        .count()
                                * 10
                        - bases.indexOf(base)))
                .orElse(dir);
    }
}
