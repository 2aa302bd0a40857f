package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Python code of a folder: its modules, their imports, and the modules that are reached from one of them. */
final class PythonSource {
    private static final Pattern FROM = Pattern.compile(
            "(?m)^[ \\t]*from[ \\t]+(\\.*)([\\w.]*)[ \\t]+import[ \\t]+(\\([^)]*\\)|(?:[^\\n\\\\]|\\\\\\r?\\n)*)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^[ \\t]*import[ \\t]+([\\w., \\t]+)");

    private final Tree tree;
    private final String dir;
    private final PythonPackages packages;
    private final List<String> files;

    PythonSource(Tree tree, String dir, PythonPackages packages) {
        this.tree = tree;
        this.dir = dir;
        this.packages = packages;
        this.files = tree.below(dir, file -> file.endsWith(".py") && !PythonLayout.isTest(file));
    }

    /**
     * An import of a module.
     *
     * @param level number of leading dots: 0 for an absolute import
     * @param module behind the dots; may be empty then
     * @param names imported names, by their names here; the module's own last part for a plain import
     */
    record Import(int level, String module, Map<String, String> names) {
        Import {
            names = Map.copyOf(names);
        }
    }

    Tree tree() {
        return tree;
    }

    String dir() {
        return dir;
    }

    PythonPackages packages() {
        return packages;
    }

    /** The modules below the folder, without tests. */
    List<String> files() {
        return files;
    }

    /** The modules of the folder, without those that belong to a service with a manifest of its own. */
    List<String> own() {
        return files.stream().filter(file -> PythonLayout.own(tree, dir, file)).toList();
    }

    /** The file's text without its comments and long strings. */
    String code(String file) {
        return PythonCode.of(tree, file);
    }

    /** The file's path relative to the folder. */
    String inside(String file) {
        return dir.isEmpty() ? file : file.substring(dir.length() + 1);
    }

    /** The file of a module, relative to a folder on the path. */
    Optional<String> module(String base, String module) {
        if (module.isEmpty()) {
            return Optional.empty();
        }
        String path = Tree.at(base, module.replace('.', '/'));
        return List.of(path + ".py", path + "/__init__.py").stream()
                .filter(tree::has)
                .findFirst();
    }

    /** Whether a module exists, also as a folder without {@code __init__.py}. */
    boolean resolves(String base, String module) {
        return module(base, module).isPresent()
                || !tree.below(Tree.at(base, module.replace('.', '/')), file -> file.endsWith(".py"))
                        .isEmpty();
    }

    List<Import> imports(String file) {
        List<Import> imports = new ArrayList<>();
        String code = code(file);
        FROM.matcher(code).results().forEach(m -> {
            Map<String, String> names = new HashMap<>();
            for (String part : m.group(3).replaceAll("[()\\\\]", " ").split(",")) {
                List<String> words = List.of(part.strip().split("\\s+"));
                if (!words.getFirst().isEmpty()) {
                    names.put(words.getLast(), words.getFirst());
                }
            }
            imports.add(new Import(m.group(1).length(), m.group(2), names));
        });
        IMPORT.matcher(code)
                .results()
                .forEach(m -> Arrays.stream(m.group(1).split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .forEach(part -> {
                            List<String> words = List.of(part.split("\\s+"));
                            imports.add(new Import(0, words.getFirst(), Map.of(words.getLast(), "")));
                        }));
        return imports;
    }

    /** The number of folders that the module's relative imports go up: 0 for none, 1 for its own folder. */
    int level(String file) {
        return imports(file).stream().mapToInt(Import::level).max().orElse(0);
    }

    /** The files to which an import may lead, with these folders on the path. */
    Set<String> targets(String file, Import one, List<String> bases) {
        Set<String> targets = new LinkedHashSet<>();
        List<String> from = bases;
        if (one.level() > 0) {
            String folder = Tree.parent(file);
            for (int up = 1; up < one.level(); up++) {
                folder = Tree.parent(folder);
            }
            from = List.of(folder);
        }
        for (String base : from) {
            String at = "";
            for (String part : one.module().split("\\.")) {
                at = at.isEmpty() ? part : at + "." + part;
                module(base, at).ifPresent(targets::add);
            }
            for (String name : one.names().values()) {
                module(base, one.module().isEmpty() ? name : one.module() + "." + name)
                        .ifPresent(targets::add);
            }
            if (!targets.isEmpty()) {
                break;
            }
        }
        return targets;
    }

    /** All files that are loaded with this one, with the file itself. */
    Set<String> reached(String file, List<String> bases) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(file));
        while (!open.isEmpty()) {
            String at = open.pop();
            if (reached.add(at)) {
                imports(at).forEach(one -> open.addAll(targets(at, one, bases)));
            }
        }
        return reached;
    }

    /** The first place of the pattern in the file's code. */
    Optional<Matcher> find(String file, Pattern pattern) {
        Matcher matcher = pattern.matcher(code(file));
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }
}
