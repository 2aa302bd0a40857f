package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Document;
import dev.slipway.manifest.Json;
import dev.slipway.manifest.Toml;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A lock of uv, Poetry or Pipenv.
 *
 * @param file relative to the application's root
 * @param packages by their normal names, sorted
 */
record PythonLock(String file, Map<String, Locked> packages) {
    PythonLock {
        packages = new TreeMap<>(packages);
    }

    /**
     * One package.
     *
     * @param version empty if the lock has none
     * @param wheels names of its wheels; empty if the lock names none
     * @param needs names of its dependencies
     * @param folder of the repository, relative to the lock's folder, from which it is built; absent if it comes from
     * an index
     */
    record Locked(String version, List<String> wheels, Set<String> needs, Optional<String> folder) {
        Locked {
            wheels = List.copyOf(wheels);
            needs = new TreeSet<>(needs);
        }
    }

    /** A package's name as indexes compare it (PEP 503). */
    static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    static PythonLock of(Tree tree, String file) {
        return new PythonLock(
                file, file.endsWith("Pipfile.lock") ? pipenv(Json.lenient(tree, file)) : tables(Toml.of(tree, file)));
    }

    private static Map<String, Locked> pipenv(Document lock) {
        Map<String, Locked> packages = new LinkedHashMap<>();
        lock.path("default")
                .properties()
                .forEach(one -> packages.put(
                        normal(one.getKey()),
                        new Locked(
                                one.getValue().path("version").asString("").replaceFirst("^==", ""),
                                List.of(),
                                Set.of(),
                                Optional.empty())));
        return packages;
    }

    private static Map<String, Locked> tables(Document lock) {
        Map<String, Locked> packages = new LinkedHashMap<>();
        for (Document one : lock.path("package")) {
            List<String> wheels = new ArrayList<>();
            one.path("wheels").forEach(wheel -> wheels.add(name(wheel)));
            one.path("files").forEach(file -> wheels.add(name(file)));
            wheels.removeIf(file -> !file.endsWith(".whl"));
            packages.put(
                    normal(one.path("name").asString("")),
                    new Locked(one.path("version").asString(""), wheels, needs(one), folder(one.path("source"))));
        }
        return packages;
    }

    private static String name(Document file) {
        return Tree.name(file.path("file")
                .asString(file.path("filename")
                        .asString(file.path("url").asString(file.path("path").asString("")))));
    }

    private static Set<String> needs(Document one) {
        Set<String> needs = new TreeSet<>();
        Document dependencies = one.path("dependencies");
        dependencies.propertyNames().forEach(name -> needs.add(normal(name)));
        dependencies.stream()
                .filter(Document::isObject)
                .filter(need -> need.has("name"))
                .forEach(need -> {
                    String name = normal(need.path("name").asString(""));
                    needs.add(name);
                    need.path("extra").forEach(extra -> needs.add(name + "[" + normal(extra.asString("")) + "]"));
                });
        one.path("optional-dependencies").properties().forEach(extra -> {
            String name = normal(one.path("name").asString("")) + "[" + normal(extra.getKey()) + "]";
            extra.getValue()
                    .forEach(need ->
                            needs.add(name + " " + normal(need.path("name").asString(""))));
        });
        return needs;
    }

    private static Optional<String> folder(Document source) {
        for (String key : List.of("editable", "virtual", "directory")) {
            if (source.has(key)) {
                return Optional.of(source.path(key).asString("").replaceFirst("^\\./?", ""));
            }
        }
        return source.path("type").asString("").equals("directory")
                ? Optional.of(source.path("url").asString(""))
                : Optional.empty();
    }

    /** Whether it is the lock of a project in this folder, relative to the lock's folder. */
    boolean names(String project, String folder) {
        Locked locked = packages.get(normal(project));
        return locked != null && locked.folder().equals(Optional.of(folder));
    }

    /** The packages that a project needs, without the project; all packages if the lock does not name it. */
    Map<String, Locked> neededBy(String project) {
        String start = normal(project);
        if (!packages.containsKey(start)) {
            return packages;
        }
        Map<String, Locked> needed = new TreeMap<>();
        Set<String> extras = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        Set<String> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            String name = open.pop();
            Locked locked = packages.get(name);
            if (locked == null || !seen.add(name + extrasOf(name, extras))) {
                continue;
            }
            needed.put(name, locked);
            for (String need : locked.needs()) {
                if (need.contains(" ")) {
                    if (extras.contains(need.substring(0, need.indexOf(' ')))) {
                        open.push(need.substring(need.indexOf(' ') + 1));
                    }
                } else if (need.contains("[")) {
                    extras.add(need);
                    open.push(need.substring(0, need.indexOf('[')));
                } else {
                    open.push(need);
                }
            }
        }
        needed.remove(start);
        return needed;
    }

    private static String extrasOf(String name, Set<String> extras) {
        return extras.stream()
                .filter(extra -> extra.startsWith(name + "["))
                .toList()
                .toString();
    }
}
