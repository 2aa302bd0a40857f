package dev.slipway.stack.node.page;

import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.runtime.NodeRuntime;
import dev.slipway.stack.node.source.NodePackages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that a program in another language contains or serves itself. It is built before the program and is no
 * service.
 */
public final class EmbeddedPage {
    private static final List<String> USUAL = List.of("dist", "build", "out", "public");
    private static final Pattern FOLDER = Pattern.compile("outDir\\s*:\\s*[\"']([^\"']+)[\"']");

    private final Tree tree;
    private final String dir;
    private final NodePackages packages;
    private final String script;
    private final String target;

    private EmbeddedPage(Tree tree, String dir, NodePackages packages, String script, String target) {
        this.tree = tree;
        this.dir = dir;
        this.packages = packages;
        this.script = script;
        this.target = target;
    }

    /**
     * The page whose build makes a folder. It is the page around the folder, or one whose scripts or settings name the
     * folder, or the only page below the program's folder.
     *
     * @param below the program's folder
     * @param target folder that has to exist before the program is built
     */
    public static Optional<EmbeddedPage> of(Tree tree, String below, String target) {
        TreeSet<String> folders = new TreeSet<>();
        tree.below(below, f -> Tree.name(f).equals("package.json")).forEach(f -> folders.add(Tree.parent(f)));
        Optional<EmbeddedPage> named = folders.stream()
                .flatMap(dir -> named(tree, dir, target).stream())
                .findFirst();
        List<String> building = folders.stream()
                .filter(dir -> script(tree, dir, "build").isPresent())
                .toList();
        return named.or(() -> building.stream()
                .filter(dir -> target.startsWith(dir + "/"))
                .findFirst()
                .or(() -> building.size() == 1 ? Optional.of(building.getFirst()) : Optional.empty())
                .flatMap(dir -> page(tree, dir, "build", target)));
    }

    /** Whether a script, or the bundler's settings, put the page's files there. */
    private static Optional<EmbeddedPage> named(Tree tree, String dir, String target) {
        String tail = Tree.at(Tree.name(Tree.parent(target)), Tree.name(target));
        for (String script : List.of("build", "release", "build:prod", "production")) {
            if (script(tree, dir, script).filter(s -> s.contains(tail)).isPresent()) {
                return page(tree, dir, script, target);
            }
        }
        boolean said =
                tree.below(dir, f -> f.matches(Pattern.quote(Tree.at(dir, "vite.config.")) + "[cm]?[jt]s")).stream()
                        .anyMatch(f -> tree.text(f).contains(tail));
        return said ? page(tree, dir, "build", target) : Optional.empty();
    }

    private static Optional<String> script(Tree tree, String dir, String name) {
        return NodePackages.of(tree, dir).flatMap(p -> p.script(name));
    }

    private static Optional<EmbeddedPage> page(Tree tree, String dir, String script, String target) {
        return NodePackages.of(tree, dir).map(p -> new EmbeddedPage(tree, dir, p, script, target));
    }

    /** The folder of its {@code package.json}. */
    public String dir() {
        return dir;
    }

    public List<Profile.Tool> tools() {
        return NodeRuntime.profile().tools();
    }

    /** Files that its build reads. */
    public List<String> source() {
        return packages.source();
    }

    /** Steps that install its packages and build it into the folder from which the program takes it. */
    public List<Step> steps() {
        String up = LayerPaths.up(dir);
        Matcher told = FOLDER.matcher(tree.below(dir, f -> Tree.name(f).matches("vite\\.config\\.[cm]?[jt]s")).stream()
                .map(tree::text)
                .findFirst()
                .orElse(""));
        String made = told.find() ? told.group(1) : "";
        StringBuilder shell = new StringBuilder("t=" + up + target + "; rm -rf $t; " + packages.runScript(script)
                + " || exit 1; if [ ! -d $t ]; then for d in " + made + " " + String.join(" ", USUAL)
                + "; do if [ -f $d/index.html ]; then mkdir -p $t && cp -R $d/. $t; break; fi; done; fi; [ -d $t ]");
        return List.of(
                packages.install(List.of()),
                new Step(
                        "page",
                        List.of("sh", "-c", shell.toString()),
                        dir,
                        Map.of("CI", "false"),
                        List.of("**", Tree.at(packages.root(), "node_modules")),
                        List.of(target)));
    }
}
