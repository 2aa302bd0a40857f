package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Document;
import dev.slipway.manifest.Toml;
import dev.slipway.stack.python.PythonLock.Locked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The dependencies of a Python service, from its manifest and its lock. */
public final class PythonPackages {
    private static final Pattern REQUIREMENT =
            Pattern.compile("^([A-Za-z0-9][\\w.-]*)\\s*(\\[[^]]*])?\\s*(?:===?\\s*([\\w.+!]+)\\s*(?:;.*)?$)?");
    private static final Pattern SETUP = Pattern.compile("(?ms)^\\s*install_requires\\s*=\\s*"
            + "(?:\\[([^\\n]*)]|\\[(.*?)^\\s*]|([^\\n]*\\n(?:[ \\t]+[^\\n]*\\n?)*))");
    private static final Pattern SETUP_PYTHON =
            Pattern.compile("(?m)^\\s*python_requires\\s*=\\s*[\"']?([^\"'\\n]+?)[\"']?\\s*,?\\s*$");
    private static final Pattern QUOTED = Pattern.compile("[\"']([A-Za-z0-9][^\"']*)[\"']");
    /** Options of a requirements file: another file, a folder of the repository, an index. */
    private static final Pattern OPTION = Pattern.compile(
            "^(-e|--editable|-r|--requirement|-c|--constraint|-i|--index-url|--extra-index-url|-f|--find-links)(?:\\s*=\\s*|\\s+)?(\\S+)");

    private static final Pattern LOCAL = Pattern.compile("^(?:file:(?://)?)?(\\.{1,2}(?:/[^\\s\\[;#]*)?)(?:\\[.*)?$");
    private static final List<String> REQUIREMENTS = List.of(
            "requirements.txt",
            "requirements/production.txt",
            "requirements/prod.txt",
            "requirements/base.txt",
            "requirements/common.txt");

    /** The form in which the dependencies are declared. */
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
    /** The content of {@code pyproject.toml} or {@code Pipfile}; empty for other manifests. */
    private final Document tables;
    /** Requirements by their names in the manifest. */
    private final Map<String, String> requirements;

    private final @Nullable PythonLock lock;
    private final Map<String, Locked> locked;
    private final Set<String> names;
    private final Set<String> locals = new TreeSet<>();
    private final Set<String> indexes = new LinkedHashSet<>();
    private final Set<String> constraintFiles = new TreeSet<>();
    private final List<PythonRelease> releases;

    private PythonPackages(Tree tree, String dir, Form form, String manifest, @Nullable PythonLock lock) {
        this.tree = tree;
        this.dir = dir;
        this.form = form;
        this.manifest = manifest;
        this.lock = lock;
        this.tables = Toml.of(tree, manifest.endsWith(".toml") || manifest.endsWith("Pipfile") ? manifest : "");
        this.requirements = switch (form) {
            case UV -> Map.of();
            case PROJECT -> texts(tables.path("project").path("dependencies"));
            case TABLE -> PythonTable.requirements(table(tables, manifest));
            case SETUP -> setup(tree.text(manifest));
            case REQUIREMENTS -> lines(manifest, new TreeSet<>());
        };
        this.locked = lock == null ? Map.of() : form == Form.UV ? lock.neededBy(project()) : lock.packages();
        this.names = names();
        sources();
        String range = range();
        List<PythonRelease> ranked = PythonRelease.of(tree, dir, range, range.isEmpty() ? "" : manifest, locked);
        this.releases = form == Form.UV || requirements.isEmpty() ? ranked : PythonRelease.orAdapted(ranked);
    }

    public static PythonPackages of(Tree tree, String dir) {
        return tree.once(PythonPackages.class, dir, () -> read(tree, dir));
    }

    private static PythonPackages read(Tree tree, String dir) {
        String project = Tree.at(dir, "pyproject.toml");
        Document tables = Toml.of(tree, project);
        Optional<PythonPackages> uv = locked(tree, dir, project, tables);
        if (uv.isPresent()) {
            return uv.get();
        }
        // Such projects keep requirements.txt up to date. A pyproject.toml beside it is often for tools only.
        Optional<String> requirements = REQUIREMENTS.stream()
                .map(name -> Tree.at(dir, name))
                .filter(tree::has)
                .findFirst();
        if (requirements.isPresent()) {
            return new PythonPackages(tree, dir, Form.REQUIREMENTS, requirements.get(), null);
        }
        if (tables.path("project").has("dependencies")) {
            return new PythonPackages(tree, dir, Form.PROJECT, project, beside(tree, dir, "poetry.lock"));
        }
        for (String manifest : List.of(project, Tree.at(dir, "Pipfile"))) {
            if (!PythonTable.requirements(table(Toml.of(tree, manifest), manifest))
                    .isEmpty()) {
                String lock = manifest.endsWith("Pipfile") ? "Pipfile.lock" : "poetry.lock";
                return new PythonPackages(tree, dir, Form.TABLE, manifest, beside(tree, dir, lock));
            }
        }
        for (String name : List.of("setup.cfg", "setup.py")) {
            String setup = Tree.at(dir, name);
            if (!setup(tree.text(setup)).isEmpty()) {
                return new PythonPackages(tree, dir, Form.SETUP, setup, null);
            }
        }
        return new PythonPackages(tree, dir, Form.REQUIREMENTS, Tree.at(dir, REQUIREMENTS.getFirst()), null);
    }

    /**
     * The packages by the nearest {@code uv.lock} upwards that names the project. Another lock belongs to another
     * project.
     */
    private static Optional<PythonPackages> locked(Tree tree, String dir, String manifest, Document tables) {
        String name = tables.path("project").path("name").asString("");
        for (String at = dir; !name.isEmpty(); at = Tree.parent(at)) {
            String file = Tree.at(at, "uv.lock");
            if (tree.has(file)) {
                PythonLock lock = PythonLock.of(tree, file);
                String folder = at.isEmpty() ? dir : dir.substring(Math.min(dir.length(), at.length() + 1));
                if (lock.names(name, folder)) {
                    return Optional.of(new PythonPackages(tree, dir, Form.UV, manifest, lock));
                }
            }
            if (at.isEmpty()) {
                break;
            }
        }
        return Optional.empty();
    }

    private static @Nullable PythonLock beside(Tree tree, String dir, String name) {
        String file = Tree.at(dir, name);
        return tree.has(file) ? PythonLock.of(tree, file) : null;
    }

    private static Document table(Document tables, String manifest) {
        return manifest.endsWith("Pipfile")
                ? tables.path("packages")
                : tables.path("tool").path("poetry").path("dependencies");
    }

    private static Map<String, String> texts(Document list) {
        Map<String, String> texts = new LinkedHashMap<>();
        list.forEach(one -> texts.put(one.asString(""), one.asString("")));
        return texts;
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

    /** Folder of {@code uv.lock}; the manifest's own folder if there is none. */
    String lockDir() {
        return form == Form.UV ? Tree.parent(lock()) : dir;
    }

    String evidence() {
        return lock().isEmpty() ? manifest : lock();
    }

    /** The lock with all exact versions; empty if there is none. */
    String lock() {
        return lock == null ? "" : lock.file();
    }

    /** The locked packages by name. If the lock has several projects, it takes those of this one. */
    Map<String, Locked> locked() {
        return locked;
    }

    /** Name in {@code [project]}; empty if there is none. */
    String project() {
        return tables.path("project").path("name").asString("");
    }

    /** Whether the project itself can be installed as a package. */
    boolean installable() {
        return tables.has("build-system")
                && tables.path("project").has("name")
                && tables.path("tool").path("uv").path("package").asBoolean(true);
    }

    /** Folders of the repository from which dependencies are built, relative to the application's root. */
    Set<String> locals() {
        return Set.copyOf(locals);
    }

    /** Files of constraints that a requirements.txt names. */
    Set<String> constraintFiles() {
        return constraintFiles;
    }

    /** Addresses of indexes beside the usual one. */
    Set<String> indexes() {
        return indexes;
    }

    List<String> lockFiles() {
        List<String> files = new ArrayList<>(List.of(manifest, lock()));
        if (form == Form.UV) {
            files.add(Tree.at(lockDir(), "pyproject.toml"));
        }
        // The files that a requirements.txt includes by -r or -c.
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
        return names.contains(name);
    }

    private Set<String> names() {
        Set<String> all = new TreeSet<>(locked.keySet());
        requirements.values().forEach(requirement -> {
            Matcher matcher = REQUIREMENT.matcher(requirement);
            if (matcher.find()) {
                String name = PythonLock.normal(matcher.group(1));
                all.add(name);
                // psycopg[binary] and the like
                if (matcher.group(2) != null && matcher.group(2).contains("binary")) {
                    all.add(name + "-binary");
                }
                // celery[redis] and the like
                if (matcher.group(2) != null && matcher.group(2).contains("redis")) {
                    all.add("redis");
                }
            }
        });
        return all;
    }

    /** The requirements in pip's form, by their names in the manifest. */
    Map<String, String> requirements() {
        return requirements;
    }

    /** The lines of a requirements file, and of those that it includes. */
    private Map<String, String> lines(String file, Set<String> seen) {
        Map<String, String> lines = new LinkedHashMap<>();
        if (!seen.add(file)) {
            return lines;
        }
        for (String raw : tree.text(file).replaceAll("\\\\\\r?\\n", " ").lines().toList()) {
            String line = raw.replaceFirst("(^|\\s)#.*", "")
                    .replaceFirst("\\s--hash=.*", "")
                    .strip();
            Matcher option = OPTION.matcher(line);
            if (option.find()) {
                if (option.group(1).matches("-r|--requirement")) {
                    lines.putAll(lines(inside(Tree.parent(file), option.group(2)), seen));
                } else if (option.group(1).matches("-c|--constraint")) {
                    constraintFiles.add(inside(Tree.parent(file), option.group(2)));
                }
            } else if (!line.isEmpty()
                    && !line.startsWith("-")
                    && !LOCAL.matcher(line).matches()) {
                lines.put(line, line);
            }
        }
        return lines;
    }

    /** A path relative to a folder, without dots in it. */
    static String inside(String folder, String path) {
        List<String> parts = new ArrayList<>(folder.isEmpty() ? List.of() : List.of(folder.split("/")));
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** Collects the sources of dependencies outside of the usual index. */
    private void sources() {
        if (form == Form.REQUIREMENTS) {
            for (String file : lockFiles()) {
                tree.lines(file).forEach(line -> {
                    Matcher option = OPTION.matcher(line.strip());
                    boolean given = option.find();
                    if (given && option.group(1).matches("-i|--index-url|--extra-index-url")) {
                        indexes.add(option.group(2));
                    }
                    Matcher local = LOCAL.matcher(
                            given && option.group(1).matches("-e|--editable") ? option.group(2) : line.strip());
                    if (local.matches()) {
                        local(dir, local.group(1));
                    }
                });
            }
        }
        Document uv = tables.path("tool").path("uv");
        for (Document index : uv.path("index")) {
            indexes.add(index.path("url").asString(""));
        }
        uv.path("extra-index-url").forEach(index -> indexes.add(index.asString("")));
        if (form == Form.UV && !lockDir().equals(dir)) {
            Toml.of(tree, Tree.at(lockDir(), "pyproject.toml"))
                    .path("tool")
                    .path("uv")
                    .path("index")
                    .forEach(index -> indexes.add(index.path("url").asString("")));
        }
        tables.path("tool")
                .path("poetry")
                .path("source")
                .forEach(index -> indexes.add(index.path("url").asString("")));
        tables.path("source").forEach(index -> indexes.add(index.path("url").asString("")));
        indexes.removeIf(url -> url.isEmpty() || url.contains("$") || url.matches("https?://pypi\\.org/simple/?"));
        locked.values().stream()
                .flatMap(one -> one.folder().stream())
                .forEach(folder -> local(form == Form.UV ? lockDir() : dir, folder));
        for (Document sources : List.of(uv.path("sources"), table(tables, manifest))) {
            sources.properties().forEach(one -> {
                if (one.getValue().has("path") && form != Form.UV) {
                    local(dir, one.getValue().path("path").asString(""));
                }
            });
        }
    }

    private void local(String from, String path) {
        String folder = inside(from, path);
        if (!folder.equals(dir) && !tree.below(folder).isEmpty() && !folder.isEmpty()) {
            locals.add(folder);
        }
    }

    /** The requirements of setup.py, from a list of texts, or of setup.cfg, from indented lines. */
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

    /** The versions of Python that the manifest allows; empty if it says nothing. */
    private String range() {
        Matcher setup = SETUP_PYTHON.matcher(form == Form.SETUP ? tree.text(manifest) : "");
        if (setup.find()) {
            return setup.group(1);
        }
        Document project = form == Form.REQUIREMENTS ? Toml.of(tree, Tree.at(dir, "pyproject.toml")) : tables;
        Document poetry =
                project.path("tool").path("poetry").path("dependencies").path("python");
        return project.path("project")
                .path("requires-python")
                .asString(poetry.asString(
                        project.path("requires").path("python_version").asString("")));
    }

    /** The releases of Python that may run it, the most probable first. */
    List<PythonRelease> releases() {
        return releases;
    }

    PythonRelease release() {
        return releases.getFirst();
    }

    private String place(String words) {
        return tree.place(manifest, Math.max(0, tree.text(manifest).indexOf(words)));
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!release().why().isEmpty()) {
            notes.add(release().why());
        }
        if (has("uwsgi")) {
            notes.add(evidence() + ": uwsgi would have to be compiled: it is left out, and another server serves");
        }
        if (lock().isEmpty()) {
            requirements.entrySet().stream()
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

    /** The versions in another tool's lock, in pip's form. */
    List<String> constraints() {
        return new TreeMap<>(locked)
                .entrySet().stream()
                        .filter(one -> !one.getValue().version().isEmpty()
                                && one.getValue().folder().isEmpty())
                        .map(one -> one.getKey() + "==" + one.getValue().version())
                        .toList();
    }
}
