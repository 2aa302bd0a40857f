package dev.slipway.stack.rust;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Document;
import dev.slipway.manifest.Toml;
import dev.slipway.stack.Comments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A Cargo package with programs.
 *
 * @param dir its folder
 * @param root folder of its workspace, or its own folder: Cargo's lock and output lie there
 * @param manifest {@code Cargo.toml}
 * @param programs files with the main functions, by the programs' names
 * @param sources its code without tests
 * @param locked names of all packages in the lock
 */
record Crate(
        String dir,
        String root,
        Document manifest,
        Map<String, String> programs,
        List<String> sources,
        Set<String> locked) {
    private static final String MANIFEST = "Cargo.toml";
    private static final Pattern MAIN = Pattern.compile("\\bfn main\\(|#\\[launch\\]|#\\[(?:\\w+::)?main\\b");

    static Optional<Crate> of(Tree tree, String dir) {
        Document manifest = Toml.of(tree, Tree.at(dir, MANIFEST));
        String name = manifest.path("package").path("name").asString();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        TreeMap<String, String> programs = new TreeMap<>();
        if (tree.has(Tree.at(dir, "src/main.rs"))) {
            programs.put(name, Tree.at(dir, "src/main.rs"));
        }
        for (String file : tree.below(Tree.at(dir, "src/bin"), f -> f.endsWith(".rs"))) {
            String below = file.substring(Tree.at(dir, "src/bin").length() + 1);
            if (!below.contains("/")) {
                programs.put(below.replaceFirst("\\.rs$", ""), file);
            } else if (below.endsWith("/main.rs")) {
                programs.put(below.substring(0, below.indexOf('/')), file);
            }
        }
        for (Document bin : manifest.path("bin")) {
            String file = Tree.at(dir, bin.path("path").asString("src/main.rs"));
            programs.values().remove(file);
            programs.put(bin.path("name").asString(name), file);
        }
        programs.values().removeIf(file -> !MAIN.matcher(code(tree, file)).find());
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        String root = root(tree, dir);
        Set<String> locked = new TreeSet<>();
        Toml.of(tree, Tree.at(root, "Cargo.lock"))
                .path("package")
                .forEach(one -> locked.add(one.path("name").asString()));
        List<String> sources = tree.below(Tree.at(dir, "src"), f -> f.endsWith(".rs"));
        return Optional.of(new Crate(dir, root, manifest, programs, sources, locked));
    }

    Crate {
        programs = Collections.unmodifiableSortedMap(new TreeMap<>(programs));
        sources = List.copyOf(sources);
        locked = Set.copyOf(locked);
    }

    private static String root(Tree tree, String dir) {
        for (String at = dir; ; at = Tree.parent(at)) {
            Document workspace = Toml.of(tree, Tree.at(at, MANIFEST)).path("workspace");
            if (workspace.isObject()) {
                return at;
            }
            if (at.isEmpty()) {
                return dir;
            }
        }
    }

    /** Code without its comments. */
    static String code(Tree tree, String file) {
        return Comments.RUST.blanked(tree, file);
    }

    String file() {
        return Tree.at(dir, MANIFEST);
    }

    String name() {
        return manifest.path("package").path("name").asString();
    }

    boolean depends(String name) {
        return manifest.path("dependencies").has(name);
    }

    /** Whether a dependency's feature is enabled, here or in the workspace's table. */
    boolean feature(Tree tree, String name, String feature) {
        List<Document> tables =
                new ArrayList<>(List.of(manifest.path("dependencies").path(name)));
        tables.add(Toml.of(tree, Tree.at(root, MANIFEST))
                .path("workspace")
                .path("dependencies")
                .path(name));
        return tables.stream()
                .flatMap(table -> table.path("features").stream())
                .anyMatch(one -> one.asString().equals(feature));
    }

    /** Whether the lock or the manifest has a package of this name. */
    boolean has(String name) {
        return locked.contains(name) || depends(name);
    }
}
