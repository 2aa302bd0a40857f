package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Python programs without a port: workers of queue libraries, and modules that do not listen. */
final class PythonWorkers {
    /** Programs that serve, or that run once and end. */
    private static final Pattern OTHERS = Pattern.compile(
            "(?i).*\\b(uvicorn|gunicorn|hypercorn|daphne|flask|fastapi|runserver|serve|alembic|pytest|migrate|seed|flower)\\b.*");

    private static final Pattern LISTENS =
            Pattern.compile("uvicorn\\.run\\(|app\\.run\\(|HTTPServer|FastAPI\\(|Flask\\(|\\.listen\\(");
    /** Programs of packages, with the module that starts the same program. */
    private static final Map<String, String> MODULES = Map.of(
            "arq", "arq",
            "celery", "celery",
            "dramatiq", "dramatiq",
            "faststream", "faststream",
            "rq", "rq.cli",
            "taskiq", "taskiq");

    private PythonWorkers() {}

    /** The command in an image, if the words start such a program. */
    static Optional<List<String>> command(Tree tree, String dir, PythonPackages packages, List<String> words) {
        List<String> said = new ArrayList<>(words);
        while (!said.isEmpty() && said.getFirst().matches("uv|poetry|pipenv|run|--\\S+")) {
            said.removeFirst();
        }
        if (said.isEmpty() || OTHERS.matcher(String.join(" ", said)).matches()) {
            return Optional.empty();
        }
        String program = Tree.name(said.removeFirst());
        if (MODULES.containsKey(program) && packages.has(program)) {
            return Optional.of(library(program, said));
        }
        said.removeIf(w -> w.equals("-u"));
        return program.matches("python3?(\\.\\d+)?") && !said.isEmpty() ? module(tree, dir, said) : Optional.empty();
    }

    private static List<String> library(String program, List<String> rest) {
        List<String> command = new ArrayList<>(List.of(PythonLayout.PYTHON, "-m", MODULES.get(program)));
        command.addAll(rest);
        // By default the scheduler keeps its state beside the code, where it cannot write.
        if (program.equals("celery")
                && rest.stream().anyMatch(w -> w.matches("beat|-B|--beat"))
                && rest.stream().noneMatch(w -> w.matches("-s|--schedule.*"))) {
            command.addAll(List.of("--schedule", "/tmp/celerybeat-schedule"));
        }
        return command;
    }

    private static Optional<List<String>> module(Tree tree, String dir, List<String> said) {
        List<String> command = new ArrayList<>(List.of(PythonLayout.PYTHON));
        command.addAll(said);
        boolean module = said.getFirst().equals("-m") && said.size() > 1;
        String what = module ? said.get(1) : said.getFirst();
        if (module && MODULES.containsValue(what)) {
            return Optional.of(command);
        }
        String path = Tree.at(dir, module ? what.replace('.', '/') : what);
        return List.of(path, path + ".py", path + "/__main__.py").stream()
                .filter(f -> tree.has(f) && f.endsWith(".py"))
                .findFirst()
                .filter(f -> !Worker.ends(Tree.name(what).replaceFirst("\\.py$", "")))
                .filter(f -> !LISTENS.matcher(PythonCode.of(tree, f)).find())
                .map(f -> command);
    }
}
