package dev.slipway.wiring;

import dev.slipway.application.Health;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Starts;
import dev.slipway.stack.Project;
import dev.slipway.stack.node.NodeStack;
import dev.slipway.stack.node.NodeStart;
import dev.slipway.stack.node.source.NodePackages;
import dev.slipway.stack.python.FastApiStack;
import dev.slipway.stack.python.PythonPackages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds programs without a port, which work off a queue or a schedule. Their source is that of a service or their own. */
final class Workers {
    /** Folders with programs that belong to no deployment. */
    static final Pattern NOT_SERVICES = Pattern.compile(
            "(.*/)?(tests?|__tests__|e2e|specs?|docs?|examples?|samples?|templates?|fixtures|scripts|charts?|helm)(/.*)?");

    private static final String PYTHON = FastApiStack.PYTHON;
    private static final Pattern SERVES = Pattern.compile(
            "(?i).*\\b(uvicorn|gunicorn|hypercorn|daphne|flask|fastapi|runserver|next|vite|serve|http-server|alembic|pytest|migrate|seed|flower)\\b.*");
    private static final Pattern LISTENS = Pattern.compile(
            "uvicorn\\.run\\(|app\\.run\\(|HTTPServer|FastAPI\\(|Flask\\(|\\.listen\\(|NestFactory\\.create\\(");
    /** Names of programs that run once and end. */
    private static final Pattern ONCE =
            Pattern.compile("(?i).*(seed|migrat|init|setup|create|load|import|reset|test)\\w*");
    /** Programs of Python packages, with the module that starts the same program. */
    private static final Map<String, String> MODULES = Map.of(
            "arq", "arq",
            "celery", "celery",
            "dramatiq", "dramatiq",
            "faststream", "faststream",
            "rq", "rq.cli",
            "taskiq", "taskiq");

    private final Tree tree;
    private final List<Project> services;

    Workers(Tree tree, List<Project> services) {
        this.tree = tree;
        this.services = services;
    }

    List<Project> all() {
        List<Project> workers = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (Starts.Start start : Starts.of(tree)) {
            of(start)
                    .filter(w -> known.add(w.service().dir() + " " + w.service().command()))
                    .ifPresent(workers::add);
        }
        return workers;
    }

    private Optional<Project> of(Starts.Start start) {
        List<String> words = plain(start.command());
        if (words.isEmpty() || SERVES.matcher(String.join(" ", words)).matches()) {
            return Optional.empty();
        }
        Optional<Project> beside = services.stream()
                .filter(s -> s.service().dir().equals(start.dir()))
                .findFirst();
        if (beside.isPresent() && start.place().endsWith("Dockerfile")
                || beside.isEmpty() && NOT_SERVICES.matcher(start.dir()).matches()) {
            return Optional.empty();
        }
        PythonPackages python = PythonPackages.of(tree, start.dir());
        if (python.present()) {
            return python(start, words, python)
                    .map(command -> beside.map(b -> worker(start, b, command))
                            .orElseGet(() -> worker(
                                    start,
                                    new FastApiStack().worker(tree, start.dir(), python, start.place()),
                                    command)));
        }
        return NodePackages.of(tree, start.dir())
                .flatMap(node -> node(start, words, node)
                        .map(command -> beside.map(b -> worker(start, b, command))
                                .orElseGet(() -> worker(
                                        start,
                                        new NodeStack().worker(tree, start.dir(), node, start.place()),
                                        command))));
    }

    /** The words of a command without shells, environment and launchers in front of the program. */
    private static List<String> plain(String command) {
        String line = command.replaceAll("\\s+", " ").strip();
        line = line.replaceFirst("^(/bin/)?(ba)?sh -l?c ", "").replaceAll("^[\"']|[\"']$", "");
        line = line.substring(line.lastIndexOf("&&") < 0 ? 0 : line.lastIndexOf("&&") + 2);
        line = line.contains(" -- ") && line.contains("watch") ? line.substring(line.indexOf(" -- ") + 4) : line;
        List<String> words = new ArrayList<>(Arrays.asList(line.strip().split(" ")));
        while (!words.isEmpty() && words.getFirst().matches("exec|uv|poetry|pipenv|run|npx|--\\S+|\\w+=\\S*|")) {
            if (words.size() > 1 && words.get(0).matches("npm|yarn|pnpm")) {
                break;
            }
            words.removeFirst();
        }
        return words;
    }

    private Optional<List<String>> python(Starts.Start start, List<String> words, PythonPackages packages) {
        String program = Tree.name(words.getFirst());
        List<String> command = new ArrayList<>(List.of(PYTHON));
        List<String> rest = words.subList(1, words.size());
        if (MODULES.containsKey(program) && packages.has(program)) {
            command.addAll(List.of("-m", MODULES.get(program)));
            command.addAll(rest);
            // The scheduler keeps its state beside the code by default, where nothing can be written.
            if (program.equals("celery") && rest.stream().anyMatch(w -> w.matches("beat|-B|--beat"))) {
                if (rest.stream().noneMatch(w -> w.matches("-s|--schedule.*"))) {
                    command.addAll(List.of("--schedule", "/tmp/celerybeat-schedule"));
                }
            }
            return Optional.of(command);
        }
        if (!program.matches("python3?(\\.\\d+)?") || rest.isEmpty()) {
            return Optional.empty();
        }
        List<String> said = rest.stream().filter(w -> !w.equals("-u")).toList();
        boolean module = said.getFirst().equals("-m") && said.size() > 1;
        String what = module ? said.get(1) : said.getFirst();
        if (module && MODULES.containsValue(what)) {
            command.addAll(said);
            return Optional.of(command);
        }
        String path = Tree.at(start.dir(), module ? what.replace('.', '/') : what);
        Optional<String> file = List.of(path, path + ".py", path + "/__main__.py").stream()
                .filter(f -> tree.has(f) && f.endsWith(".py"))
                .findFirst();
        command.addAll(said);
        return file.filter(f -> runsOn(f, Tree.name(what))).map(f -> command);
    }

    private Optional<List<String>> node(Starts.Start start, List<String> words, NodePackages packages) {
        List<String> script = words;
        if (words.getFirst().matches("npm|yarn|pnpm|bun")) {
            String name = words.getLast();
            Optional<String> said = packages.script(name);
            if (said.isEmpty() || SERVES.matcher(said.get()).matches()) {
                return Optional.empty();
            }
            script = List.of(said.get());
        }
        return NodeStart.command(tree, start.dir(), packages, String.join(" ", script))
                .filter(w -> runsOn(source(start.dir(), w.getLast()), Tree.name(w.getLast())))
                .filter(w -> services.stream()
                        .noneMatch(s -> s.service().dir().equals(start.dir())
                                && NodeStart.of(tree, start.dir(), packages)
                                        .filter(main -> main.words().equals(w))
                                        .isPresent()))
                .map(NodeStart::command);
    }

    /** The source file that a build compiles to the given file. */
    private String source(String dir, String file) {
        String stem = file.replaceFirst("^(dist|build|out)/", "").replaceFirst("\\.[cm]?js$", "");
        return List.of(file, "src/" + stem + ".ts", stem + ".ts", "src/" + stem + ".js").stream()
                .map(f -> Tree.at(dir, f))
                .filter(tree::has)
                .findFirst()
                .orElse("");
    }

    private boolean runsOn(String file, String name) {
        return tree.has(file)
                && !ONCE.matcher(name.replaceFirst(".*\\.", "").isEmpty() ? name : stem(name))
                        .matches()
                && !LISTENS.matcher(Stacks.code(tree, file)).find();
    }

    private static String stem(String name) {
        return name.replaceFirst("\\.(py|[cm]?[jt]s)$", "")
                .replaceFirst(".*\\.", "")
                .toLowerCase(Locale.ROOT);
    }

    private static Project worker(Starts.Start start, Project of, List<String> command) {
        Service s = of.service();
        Service worker = new Service(
                Names.label(start.name(), Names.of(Role.WORKER)),
                Role.WORKER,
                s.stack(),
                s.description(),
                s.dir(),
                0,
                s.env(),
                s.needs(),
                Health.NONE,
                List.of(),
                List.of(start.place() + " " + String.join(" ", command)),
                command,
                s.patient(),
                List.of());
        return new Project(worker, of.databaseUrl(), of.cacheDriver(), List.of(), of.blueprint());
    }
}
