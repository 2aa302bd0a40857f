package dev.slipway.stack.python;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.Health;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages that Python programs serve by themselves, with Streamlit or Gradio. */
public final class PythonPageStack implements Stack {
    private static final List<String> LIKELY = List.of(
            "streamlit_app.py", "app.py", "main.py", "ui.py", "frontend.py", "home.py", "dashboard.py", "chatbot.py");

    /**
     * A library.
     *
     * @param used code of a program that its single pages and parts do not have
     */
    private enum Library {
        STREAMLIT("Streamlit", 8501, "(?m)^(?:import streamlit|from streamlit import)\\b"),
        GRADIO("Gradio", 7860, "(?m)\\.launch\\(");

        private final String title;
        private final int port;
        private final Pattern used;

        Library(String title, int port, String used) {
            this.title = title;
            this.port = port;
            this.used = Pattern.compile(used);
        }

        String id() {
            return title.toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern SAID =
            Pattern.compile("(?:streamlit[\"',\\s]+run|python3?)[\"',\\s]+(?:\\./)?([\\w./-]+\\.py)");

    private record Page(Library library, String file, String place) {}

    /** Such pages come with libraries for figures and tables. */
    private static final int BUDGET = 200;

    @Override
    public String id() {
        return "python-page";
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        PythonPackages packages = PythonPackages.of(tree, dir);
        if (!packages.present()) {
            return List.of();
        }
        PythonSource source = new PythonSource(tree, dir, packages);
        return page(source)
                .map(page -> packages.releases().stream()
                        .map(release -> project(source, page, release))
                        .toList())
                .map(ways -> ways.getFirst().or(ways.subList(1, ways.size())))
                .stream()
                .toList();
    }

    private static Optional<Page> page(PythonSource source) {
        return List.of(Library.values()).stream()
                .filter(library -> source.packages().has(library.id()))
                .flatMap(library -> source.own().stream()
                        .filter(f -> !Tree.name(Tree.parent(f)).equals("pages"))
                        .filter(f -> source.code(f).contains(library.id()))
                        .sorted(Comparator.comparing((String f) -> !said(source).equals(source.inside(f)))
                                .thenComparing(likely()))
                        .flatMap(f -> source
                                .find(f, library.used)
                                .map(used -> new Page(library, f, source.tree().place(f, used.start())))
                                .stream()))
                .findFirst();
    }

    /** The program that its author starts; empty if nobody names one. */
    private static String said(PythonSource source) {
        return List.of("Procfile", "Dockerfile").stream()
                .map(name -> SAID.matcher(source.tree().text(Tree.at(source.dir(), name))))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("");
    }

    private static Comparator<String> likely() {
        return Comparator.<String>comparingInt(f -> f.split("/").length)
                .thenComparingInt(f -> {
                    int at = LIKELY.indexOf(Tree.name(f).toLowerCase(Locale.ROOT));
                    return at < 0 ? LIKELY.size() : at;
                })
                .thenComparing(Comparator.naturalOrder());
    }

    private Project project(PythonSource source, Page page, PythonRelease release) {
        String dir = source.dir();
        PythonPackages packages = source.packages();
        boolean beside = !dir.isEmpty() && !PythonEntry.find(source).isEmpty();
        Service service = new Service(
                Names.service(dir, Role.FRONTEND) + (beside ? "-page" : ""),
                Role.FRONTEND,
                id(),
                "Python " + release.version() + ", " + page.library().title,
                dir,
                page.library().port,
                PythonEnv.read(source, source.files()),
                List.of(),
                page.library() == Library.STREAMLIT ? new Health("", "/_stcore/health", "", "") : Health.NONE,
                List.of(),
                List.of(packages.evidence(), page.place()));
        return new Project(
                service,
                PythonDatabase.url(source),
                FastApiStack.stores(source),
                packages.notes(),
                (wired, peers) -> plan(source, page, release, wired));
    }

    private static BuildPlan plan(PythonSource source, Page page, PythonRelease release, Service service) {
        String file = source.inside(page.file());
        String port = Integer.toString(service.port());
        // The libraries keep a person's settings in the home folder.
        Map<String, String> env = new TreeMap<>(Map.of("HOME", "/tmp"));
        List<String> command;
        if (page.library() == Library.STREAMLIT) {
            // Outside of a folder named site-packages, Streamlit takes itself for a development copy.
            env.put("STREAMLIT_GLOBAL_DEVELOPMENT_MODE", "false");
            command = List.of(
                    PythonLayout.PYTHON,
                    "-m",
                    "streamlit",
                    "run",
                    file,
                    "--server.headless=true",
                    "--server.address=0.0.0.0",
                    "--server.port=" + port,
                    "--browser.gatherUsageStats=false");
        } else {
            command = List.of(PythonLayout.PYTHON, file);
            env.putAll(Map.of(
                    "GRADIO_SERVER_NAME", "0.0.0.0",
                    "GRADIO_SERVER_PORT", port,
                    "GRADIO_ANALYTICS_ENABLED", "False"));
        }
        PythonImage.Program program = new PythonImage.Program(
                command, List.of(), LayerPaths.APP, List.of(LayerPaths.APP), env, List.of(), List.of(), List.of());
        return new PythonImage(source, release, service)
                .plan(service, LayerPaths.APP, program)
                .with(PythonImage.PROFILE.withBudget(BUDGET));
    }
}
