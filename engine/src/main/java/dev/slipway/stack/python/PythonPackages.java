package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.python.PythonRelease.Pin;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Python service depends on, as its manifest and its lock tell. */
public final class PythonPackages {
    private static final Pattern REQUIREMENT =
            Pattern.compile("^([A-Za-z0-9][\\w.-]*)\\s*(\\[[^]]*])?\\s*(?:===?\\s*([\\w.]+)\\s*(?:;.*)?$)?");
    private static final Pattern ARRAY =
            Pattern.compile("(?ms)^dependencies\\s*=\\s*\\[(.*?)^\\s*]|^dependencies\\s*=\\s*\\[([^\\n]*)]");
    private static final Pattern SETUP = Pattern.compile("(?ms)^\\s*install_requires\\s*=\\s*"
            + "(?:\\[([^\\n]*)]|\\[(.*?)^\\s*]|([^\\n]*\\n(?:[ \\t]+[^\\n]*\\n?)*))");
    private static final Pattern QUOTED = Pattern.compile("[\"']([A-Za-z0-9][^\"']*)[\"']");
    private static final Pattern LOCKED = Pattern.compile("(?m)^name = \"([^\"]+)\"\\s*\\nversion = \"([^\"]+)\"");
    private static final Pattern PROJECT = Pattern.compile("(?ms)^\\[project].*?^name\\s*=\\s*[\"']([^\"']+)[\"']");
    private static final String POETRY = "tool.poetry.dependencies";
    private static final String PIPENV = "packages";
    private static final List<String> REQUIREMENTS = List.of(
            "requirements.txt",
            "requirements/production.txt",
            "requirements/prod.txt",
            "requirements/base.txt",
            "requirements/common.txt");

    /** How the dependencies are written down. */
    enum Form {
        /** {@code uv.lock}. */
        UV,
        REQUIREMENTS,
        /** {@code [project]} of pyproject.toml. */
        PROJECT,
        /** A table of Poetry or Pipenv. */
        TABLE,
        /** {@code install_requires} of setup.py or setup.cfg. */
        SETUP
    }

    private final Tree tree;
    private final String dir;
    private final Form form;
    private final String manifest;
    /** Folder of {@code uv.lock}; the manifest's own where there is none. */
    private final String lockDir;

    private PythonPackages(Tree tree, String dir, Form form, String manifest, String lockDir) {
        this.tree = tree;
        this.dir = dir;
        this.form = form;
        this.manifest = manifest;
        this.lockDir = lockDir;
    }

    public static PythonPackages of(Tree tree, String dir) {
        String project = Tree.at(dir, "pyproject.toml");
        String requirements = REQUIREMENTS.stream()
                .map(name -> Tree.at(dir, name))
                .filter(tree::has)
                .findFirst()
                .orElse(Tree.at(dir, REQUIREMENTS.getFirst()));
        String pipfile = Tree.at(dir, "Pipfile");
        if (tree.has(project) && PROJECT.matcher(tree.text(project)).find()) {
            for (String at = dir; ; at = Tree.parent(at)) {
                if (tree.has(Tree.at(at, "uv.lock"))) {
                    return new PythonPackages(tree, dir, Form.UV, project, at);
                }
                if (at.isEmpty()) {
                    break;
                }
            }
        }
        // requirements.txt is the one that such projects keep up to date, a pyproject beside it is often for tools
        // only.
        if (!tree.has(requirements)) {
            if (ARRAY.matcher(tree.text(project)).find()) {
                return new PythonPackages(tree, dir, Form.PROJECT, project, dir);
            }
            if (!PythonTable.requirements(tree.text(project), POETRY).isEmpty()) {
                return new PythonPackages(tree, dir, Form.TABLE, project, dir);
            }
            if (!PythonTable.requirements(tree.text(pipfile), PIPENV).isEmpty()) {
                return new PythonPackages(tree, dir, Form.TABLE, pipfile, dir);
            }
            for (String name : List.of("setup.cfg", "setup.py")) {
                String setup = Tree.at(dir, name);
                if (!setup(tree.text(setup)).isEmpty()) {
                    return new PythonPackages(tree, dir, Form.SETUP, setup, dir);
                }
            }
        }
        return new PythonPackages(tree, dir, Form.REQUIREMENTS, requirements, dir);
    }

    public boolean present() {
        return tree.has(manifest);
    }

    Form form() {
        return form;
    }

    String manifest() {
        return manifest;
    }

    String lockDir() {
        return lockDir;
    }

    /** The encoding of the manifest: PowerShell writes what {@code pip freeze} prints as UTF-16. */
    Charset encoding() {
        return tree.encoding(manifest);
    }

    String evidence() {
        return lock().isEmpty() ? manifest : lock();
    }

    /** The lock that holds all exact versions; empty where there is none. */
    String lock() {
        if (form == Form.UV) {
            return Tree.at(lockDir, "uv.lock");
        }
        String lock = Tree.at(dir, manifest.endsWith("Pipfile") ? "Pipfile.lock" : "poetry.lock");
        return form != Form.REQUIREMENTS && tree.has(lock) ? lock : "";
    }

    /** Name in {@code [project]}; empty where it has none. */
    String project() {
        Matcher name = PROJECT.matcher(tree.text(manifest));
        return name.find() ? name.group(1) : "";
    }

    List<String> lockFiles() {
        List<String> files = new ArrayList<>(List.of(manifest, lock()));
        if (form == Form.UV) {
            files.add(Tree.at(lockDir, "pyproject.toml"));
        }
        // What a requirements.txt includes by -r or -c.
        if (form == Form.REQUIREMENTS) {
            files.addAll(tree.below(
                    dir,
                    file -> file.matches(
                            "(.*/)?([\\w-]*requirements|constraints)[\\w-]*\\.txt|(.*/)?requirements/[^/]+\\.txt")));
        }
        return files.stream().filter(tree::has).distinct().sorted().toList();
    }

    /** Whether the service depends on it, directly or by its lock. */
    public boolean has(String name) {
        return names().contains(name);
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        locked().forEach((name, version) -> names.add(name));
        requirements().values().forEach(requirement -> {
            Matcher matcher = REQUIREMENT.matcher(requirement);
            if (matcher.find()) {
                String name = normal(matcher.group(1));
                names.add(name);
                // psycopg[binary] and the like
                if (matcher.group(2) != null && matcher.group(2).contains("binary")) {
                    names.add(name + "-binary");
                }
                // celery[redis] and the like
                if (matcher.group(2) != null && matcher.group(2).contains("redis")) {
                    names.add("redis");
                }
            }
        });
        return names;
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    private Map<String, String> locked() {
        Map<String, String> locked = new TreeMap<>();
        if (lock().endsWith("Pipfile.lock")) {
            return locked;
        }
        LOCKED.matcher(tree.text(lock())).results().forEach(m -> locked.put(normal(m.group(1)), m.group(2)));
        return locked;
    }

    /** Requirements as pip knows them, by the words in the manifest. */
    Map<String, String> requirements() {
        String text = tree.text(manifest);
        return switch (form) {
            case UV -> Map.of();
            case TABLE -> PythonTable.requirements(text, manifest.endsWith("Pipfile") ? PIPENV : POETRY);
            case SETUP -> setup(text);
            case REQUIREMENTS -> {
                Map<String, String> lines = new LinkedHashMap<>();
                text.lines()
                        .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                        .filter(line -> !line.isEmpty() && !line.startsWith("-"))
                        .forEach(line -> lines.put(line, line));
                yield lines;
            }
            case PROJECT -> {
                Map<String, String> quoted = new LinkedHashMap<>();
                ARRAY.matcher(text)
                        .results()
                        .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
                        .flatMap(array -> QUOTED.matcher(array).results())
                        .map((MatchResult m) -> m.group(1))
                        .forEach(requirement -> quoted.put(requirement, requirement));
                yield quoted;
            }
        };
    }

    /** Of setup.py, the texts in a list; of setup.cfg, the lines that are indented. */
    private static Map<String, String> setup(String text) {
        Map<String, String> wanted = new LinkedHashMap<>();
        Matcher matcher = SETUP.matcher(text);
        if (matcher.find()) {
            String list = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            if (list != null) {
                QUOTED.matcher(list).results().forEach(m -> wanted.put(m.group(1), m.group(1)));
            } else {
                matcher.group(3)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> REQUIREMENT.matcher(line).find())
                        .forEach(line -> wanted.put(line, line));
            }
        }
        return wanted;
    }

    /** What is fixed to one version, with its place. */
    List<Pin> pins() {
        List<Pin> pins = new ArrayList<>();
        locked().forEach((name, version) -> pins.add(new Pin(name, version, lock())));
        requirements().forEach((words, requirement) -> {
            Matcher matcher = REQUIREMENT.matcher(requirement);
            if (matcher.find() && matcher.group(3) != null) {
                pins.add(new Pin(normal(matcher.group(1)), matcher.group(3), place(words)));
            }
        });
        return pins;
    }

    PythonRelease release() {
        return PythonRelease.of(tree, dir, pins());
    }

    private String place(String words) {
        return tree.place(manifest, Math.max(0, tree.text(manifest).indexOf(words)));
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!release().why().isEmpty()) {
            notes.add(release().why());
        }
        if (lock().isEmpty()) {
            requirements().entrySet().stream()
                    .filter(e -> !e.getValue().contains("==") || e.getValue().contains("*"))
                    .findFirst()
                    .ifPresent(e -> notes.add(place(e.getKey()) + ": " + e.getValue()
                            + " has no fixed version, and there is no lock: "
                            + (tree.date().isEmpty()
                                    ? "the newest of today"
                                    : "the newest of " + tree.date() + " (its last commit)")
                            + " is taken (a lock would keep it so: uv lock)"));
        }
        return notes;
    }
}
