package dev.slipway.stack.go;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.GoModFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A Go module of the source tree: its packages, and the other modules of the tree with which it is built. */
final class SourceModule {
    private static final Pattern ASIDE = Pattern.compile("(.*/)?(vendor|testdata|_[^/]*)/.*");

    private final Tree tree;
    private final String dir;
    private final GoModFile file;
    private final Map<String, List<GoFile>> packages;

    private SourceModule(Tree tree, String dir) {
        this.tree = tree;
        this.dir = dir;
        this.file = GoModFile.of(tree, Tree.at(dir, "go.mod"));
        this.packages = packages(tree, dir);
    }

    /** The module in a folder. A main function in a folder without a module around it counts as one, too. */
    static Optional<SourceModule> of(Tree tree, String dir) {
        String mod = Tree.at(dir, "go.mod");
        return tree.has(mod) || bare(tree, dir)
                ? Optional.of(tree.once(SourceModule.class, mod, () -> new SourceModule(tree, dir)))
                : Optional.empty();
    }

    private static boolean bare(Tree tree, String dir) {
        for (String at = dir; ; at = Tree.parent(at)) {
            if (tree.has(Tree.at(at, "go.mod"))) {
                return false;
            }
            if (at.isEmpty()) {
                break;
            }
        }
        return tree
                .below(
                        dir,
                        f -> f.endsWith(".go")
                                && !f.endsWith("_test.go")
                                && Tree.parent(f).equals(dir))
                .stream()
                .map(f -> GoFile.of(tree, f))
                .anyMatch(f -> f.counts() && f.main());
    }

    /** Whether it has no {@code go.mod}. */
    boolean bare() {
        return !tree.has(Tree.at(dir, "go.mod"));
    }

    private static Map<String, List<GoFile>> packages(Tree tree, String dir) {
        Map<String, List<GoFile>> packages = new TreeMap<>();
        TreeSet<String> modules = new TreeSet<>();
        tree.below(dir, f -> Tree.name(f).equals("go.mod")).forEach(f -> modules.add(Tree.parent(f)));
        modules.remove(dir);
        for (String path : tree.below(dir, f -> f.endsWith(".go") && !f.endsWith("_test.go"))) {
            String below = dir.isEmpty() ? path : path.substring(dir.length() + 1);
            boolean nested = modules.stream().anyMatch(m -> path.startsWith(m + "/"));
            if (!nested && !ASIDE.matcher(below).matches()) {
                GoFile read = GoFile.of(tree, path);
                if (read.counts()) {
                    packages.computeIfAbsent(Tree.parent(path), f -> new ArrayList<>())
                            .add(read);
                }
            }
        }
        return packages;
    }

    Tree tree() {
        return tree;
    }

    String dir() {
        return dir;
    }

    GoModFile file() {
        return file;
    }

    /** Folders with a main function. */
    List<String> mains() {
        return packages.entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(GoFile::main))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A folder in the words of Go's commands: {@code .} or {@code ./cmd/api}. */
    String named(String folder) {
        return folder.equals(dir) ? "." : "./" + folder.substring(dir.isEmpty() ? 0 : dir.length() + 1);
    }

    /** The files of a program: those of its own package, and those of the packages in the tree that it imports. */
    List<GoFile> program(String main) {
        Map<String, GoFile> files = new LinkedHashMap<>();
        List<SourceModule> modules = new ArrayList<>(List.of(this));
        modules.addAll(neighbours());
        TreeSet<String> seen = new TreeSet<>();
        List<String> left = new ArrayList<>(List.of(main));
        while (!left.isEmpty()) {
            String folder = left.removeFirst();
            if (!seen.add(folder)) {
                continue;
            }
            for (SourceModule module : modules) {
                for (GoFile one : module.packages.getOrDefault(folder, List.of())) {
                    files.put(one.path(), one);
                    one.imports().stream()
                            .flatMap(path -> modules.stream().flatMap(m -> m.folder(path).stream()))
                            .forEach(left::add);
                }
            }
        }
        return List.copyOf(files.values());
    }

    /** The folder of a package of this module. */
    private Optional<String> folder(String path) {
        String module = file.module();
        String folder = path.equals(module)
                ? dir
                : !module.isEmpty() && path.startsWith(module + "/")
                        ? Tree.at(dir, path.substring(module.length() + 1))
                        : "\0";
        return packages.containsKey(folder) ? Optional.of(folder) : Optional.empty();
    }

    /** Modules of the tree that replace required ones, and those of its workspace. */
    List<SourceModule> neighbours() {
        Map<String, SourceModule> found = new TreeMap<>();
        List<SourceModule> left = new ArrayList<>(List.of(this));
        while (!left.isEmpty()) {
            SourceModule one = left.removeFirst();
            List<String> folders = new ArrayList<>();
            one.file.replaces().values().forEach(by -> folders.add(resolved(one.dir, by)));
            workspace()
                    .ifPresent(root -> GoModFile.of(tree, Tree.at(root, "go.work"))
                            .uses()
                            .forEach(use -> folders.add(resolved(root, use))));
            for (String folder : folders) {
                of(tree, folder)
                        .filter(m -> !m.dir.equals(dir) && found.putIfAbsent(folder, m) == null)
                        .ifPresent(left::add);
            }
        }
        return List.copyOf(found.values());
    }

    /** The folder of the workspace that contains this module. */
    Optional<String> workspace() {
        for (String at = dir; ; at = Tree.parent(at)) {
            String root = at;
            GoModFile work = GoModFile.of(tree, Tree.at(root, "go.work"));
            if (work.uses().stream().anyMatch(use -> resolved(root, use).equals(dir))) {
                return Optional.of(root);
            }
            if (at.isEmpty()) {
                return Optional.empty();
            }
        }
    }

    /** All files that the build reads: the module, its neighbours, and the workspace's files. */
    List<String> source() {
        TreeSet<String> source = new TreeSet<>(tree.content(dir));
        neighbours().forEach(m -> source.addAll(tree.content(m.dir)));
        workspace()
                .ifPresent(root -> List.of("go.work", "go.work.sum").stream()
                        .map(name -> Tree.at(root, name))
                        .filter(tree::has)
                        .forEach(source::add));
        return List.copyOf(source);
    }

    /** The path in the tree that {@code ../../libs/kit} means in a folder; empty if it leads out of the tree. */
    private static String resolved(String from, String path) {
        String at = from;
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                if (at.isEmpty()) {
                    return "\0";
                }
                at = Tree.parent(at);
            } else if (!part.isEmpty() && !part.equals(".")) {
                at = Tree.at(at, part);
            }
        }
        return at;
    }
}
