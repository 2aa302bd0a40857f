package dev.slipway.source;

import dev.slipway.source.BuildPlan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a Python service depends on, and how that gets into a folder: by its lock where it has one. */
final class PythonPackages {
    private static final String VERSION = "3.13";
    private static final String PLATFORM = "x86_64-manylinux_2_28";
    private static final Pattern REQUIREMENT =
            Pattern.compile("(?m)^\\s*([A-Za-z0-9][\\w.-]*)\\s*(\\[[^]]*])?\\s*(===?)?[^#\\n]*");
    private static final Pattern ARRAY =
            Pattern.compile("(?ms)^dependencies\\s*=\\s*\\[(.*?)^\\s*]|^dependencies\\s*=\\s*\\[([^\\n]*)]");
    private static final Pattern QUOTED = Pattern.compile("[\"']([A-Za-z0-9][^\"']*)[\"']");
    private static final Pattern LOCKED = Pattern.compile("(?m)^name = \"([^\"]+)\"");
    private static final Pattern PROJECT = Pattern.compile("(?ms)^\\[project].*?^name\\s*=\\s*[\"']([^\"']+)[\"']");

    private final Tree tree;
    private final String dir;
    private final String manifest;
    /** Folder of {@code uv.lock}; the manifest's own where there is none. */
    private final String lockDir;

    private final boolean locked;

    private PythonPackages(Tree tree, String dir, String manifest, String lockDir, boolean locked) {
        this.tree = tree;
        this.dir = dir;
        this.manifest = manifest;
        this.lockDir = lockDir;
        this.locked = locked;
    }

    static PythonPackages of(Tree tree, String dir) {
        String project = Tree.at(dir, "pyproject.toml");
        String requirements = Tree.at(dir, "requirements.txt");
        if (tree.has(project) && PROJECT.matcher(tree.text(project)).find()) {
            for (String at = dir; ; at = Tree.parent(at)) {
                if (tree.has(Tree.at(at, "uv.lock"))) {
                    return new PythonPackages(tree, dir, project, at, true);
                }
                if (at.isEmpty()) {
                    break;
                }
            }
        }
        // requirements.txt is the one that such projects keep up to date, a pyproject beside it is often for tools
        // only.
        boolean usable = tree.has(project) && ARRAY.matcher(tree.text(project)).find();
        return new PythonPackages(tree, dir, tree.has(requirements) || !usable ? requirements : project, dir, false);
    }

    boolean present() {
        return tree.has(manifest);
    }

    String manifest() {
        return manifest;
    }

    String evidence() {
        return locked ? Tree.at(lockDir, "uv.lock") : manifest;
    }

    List<String> lockFiles() {
        List<String> files = new ArrayList<>(List.of(manifest));
        if (locked) {
            files.add(Tree.at(lockDir, "uv.lock"));
            files.add(Tree.at(lockDir, "pyproject.toml"));
        }
        return files.stream().filter(tree::has).distinct().sorted().toList();
    }

    /** Whether the service depends on it, directly or by its lock. */
    boolean has(String name) {
        return names().contains(name);
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        if (locked) {
            LOCKED.matcher(tree.text(Tree.at(lockDir, "uv.lock"))).results().forEach(m -> names.add(m.group(1)));
            return names;
        }
        for (String requirement : requirements()) {
            REQUIREMENT.matcher(requirement).results().limit(1).forEach(m -> {
                String name = m.group(1).toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
                names.add(name);
                // psycopg[binary] and the like
                if (m.group(2) != null && m.group(2).contains("binary")) {
                    names.add(name + "-binary");
                }
            });
        }
        return names;
    }

    private List<String> requirements() {
        String text = tree.text(manifest);
        if (manifest.endsWith(".txt")) {
            return text.lines()
                    .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                    .filter(line -> !line.isEmpty() && !line.startsWith("-"))
                    .toList();
        }
        return ARRAY.matcher(text)
                .results()
                .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
                .flatMap(array -> QUOTED.matcher(array).results().map(m -> m.group(1)))
                .toList();
    }

    private boolean pinned() {
        return requirements().stream().allMatch(line -> line.contains("==") && !line.contains("*"));
    }

    List<String> notes() {
        if (locked || pinned()) {
            return List.of();
        }
        String loose = requirements().stream()
                .filter(line -> !line.contains("==") || line.contains("*"))
                .findFirst()
                .orElse("");
        int at = Math.max(0, tree.text(manifest).indexOf(loose));
        String when =
                tree.date().isEmpty() ? "the newest of today" : "the newest of " + tree.date() + " (its last commit)";
        return List.of(tree.place(manifest, at) + ": " + loose + " has no fixed version, and there is no lock: " + when
                + " is taken (a lock would keep it so: uv lock)");
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        String resolved = LayerPaths.made("requirements.txt");
        boolean complete = has("uvicorn");
        List<String> lock = new ArrayList<>(List.of("uv"));
        if (locked) {
            lock.addAll(List.of("export", "--quiet", "--frozen", "--no-dev", "--no-emit-workspace", "--no-header"));
            PROJECT.matcher(tree.text(manifest))
                    .results()
                    .limit(dir.equals(lockDir) ? 0 : 1)
                    .map((MatchResult m) -> m.group(1))
                    .forEach(name -> lock.addAll(List.of("--package", name)));
            if (!complete) {
                lock.add("--no-hashes");
            }
        } else {
            lock.addAll(List.of("pip", "compile", "--quiet", "--no-header", "--no-annotate", Tree.name(manifest)));
            lock.addAll(List.of("--python-version", VERSION, "--python-platform", PLATFORM));
            if (!tree.date().isEmpty()) {
                lock.addAll(List.of("--exclude-newer", tree.date()));
            }
        }
        String at = locked ? lockDir : dir;
        lock.addAll(List.of("--output-file", LayerPaths.up(at) + resolved));
        steps.add(new Step("lock", lock, at, Map.of(), lockFiles(), List.of(resolved)));
        List<String> install = new ArrayList<>(List.of("uv", "pip", "install", "--quiet", "--target"));
        install.addAll(
                List.of(LayerPaths.made("dependencies"), "--python-version", VERSION, "--python-platform", PLATFORM));
        install.addAll(List.of("--only-binary", ":all:", "--link-mode", "copy", "--requirement", resolved));
        if (!complete) {
            install.add("uvicorn");
        }
        steps.add(new Step(
                "dependencies", install, "", Map.of(), List.of(resolved), List.of(LayerPaths.made("dependencies"))));
        return steps;
    }
}
