package dev.slipway.stack.node.source;

import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Document;
import dev.slipway.manifest.Json;
import dev.slipway.store.StoreUse;
import dev.slipway.store.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder's package.json, the package manager that its lock file names, and the workspace around it. */
public final class NodePackages {
    private static final List<String> LOCKS =
            List.of("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb");

    /** A script that calls another script by a package manager. */
    private static final Pattern CALL =
            Pattern.compile("(?:npm run|npm run-script|yarn(?: run)?|pnpm(?: run)?|bun run)\\s+([\\w:.-]+)");

    /** Programs that run scripts one after the other. */
    private static final Pattern SEQUENCE = Pattern.compile("(?:npm-run-all|run-s)((?:\\s+[\\w:.-]+)+)");

    /** Settings of a project of Nx. */
    private static final String NX_PROJECT = "project.json";

    private static final Pattern PLACED = Pattern.compile("(?:file|link|portal):(.+)");

    private final Tree tree;
    private final String dir;
    private final Document json;
    private final String root;
    private final String lock;

    private NodePackages(Tree tree, String dir, Document json, String root, String lock) {
        this.tree = tree;
        this.dir = dir;
        this.json = json;
        this.root = root;
        this.lock = lock;
    }

    public static Optional<NodePackages> of(Tree tree, String dir) {
        Document json = json(tree, Tree.at(dir, "package.json"));
        if (!json.isObject()) {
            return tree.has(Tree.at(dir, NX_PROJECT)) ? ofWhole(tree, dir) : Optional.empty();
        }
        String root = dir;
        for (String at = dir; ; at = Tree.parent(at)) {
            String folder = at;
            boolean member = at.equals(dir) || workspace(tree, at).has(dir);
            Optional<String> lock = LOCKS.stream()
                    .filter(name -> member && tree.has(Tree.at(folder, name)))
                    .findFirst();
            if (lock.isPresent()) {
                return Optional.of(new NodePackages(tree, dir, json, at, lock.get()));
            }
            if (member && root.equals(dir)) {
                root = at;
            }
            if (at.isEmpty()) {
                return Optional.of(new NodePackages(tree, dir, json, root, ""));
            }
        }
    }

    /** Of a project of Nx without a manifest: its packages are those of the whole repository, whose scripts are not its own. */
    private static Optional<NodePackages> ofWhole(Tree tree, String dir) {
        for (String at = dir; !at.isEmpty(); ) {
            at = Tree.parent(at);
            Document json = json(tree, Tree.at(at, "package.json"));
            if (json.isObject() && tree.has(Tree.at(at, "nx.json"))) {
                String root = at;
                String lock = LOCKS.stream()
                        .filter(name -> tree.has(Tree.at(root, name)))
                        .findFirst()
                        .orElse("");
                return Optional.of(new NodePackages(tree, dir, json, root, lock));
            }
        }
        return Optional.empty();
    }

    /** The packages of a folder without a manifest. */
    public static NodePackages none(Tree tree, String dir) {
        return new NodePackages(tree, dir, Document.MISSING, dir, "");
    }

    private static NodeWorkspace workspace(Tree tree, String dir) {
        return NodeWorkspace.of(tree, dir, json(tree, Tree.at(dir, "package.json")));
    }

    private static Document json(Tree tree, String file) {
        return Json.of(tree, file);
    }

    /** The package's name; empty if it has none. */
    public String name() {
        return manifest().path("name").asString("");
    }

    /** Its own package.json; nothing where its packages are those of a whole. */
    private Document manifest() {
        return tree.has(Tree.at(dir, "package.json")) ? json : Document.MISSING;
    }

    /** Whether its packages are those of a whole repository of Nx: then they say nothing of what is made with them here. */
    public boolean whole() {
        return !json.isMissing() && manifest().isMissing()
                || tree.has(Tree.at(dir, "nx.json")) && !tree.has(Tree.at(dir, NX_PROJECT));
    }

    /** Its settings as a project of Nx, of a file of its own or of package.json; nothing where it is none. */
    public Document project() {
        String file = Tree.at(dir, NX_PROJECT);
        return !tree.has(Tree.at(root, "nx.json")) && !has("nx")
                ? Document.MISSING
                : tree.has(file) ? Json.lenient(tree, file) : manifest().path("nx");
    }

    /** Where the build of this project of Nx puts what it makes, as it is reached from its folder; empty where it does not say. */
    public String output() {
        String said = project()
                .path("targets")
                .path("build")
                .path("options")
                .path("outputPath")
                .asString("");
        return said.isEmpty()
                ? ""
                : Path.of(below()).relativize(Path.of(said)).toString().replace('\\', '/');
    }

    public boolean has(String name) {
        return json.path("dependencies").has(name)
                || json.path("devDependencies").has(name);
    }

    /**
     * Whether one of its packages may have a program of this name: the package's name, or the last part of it, is the
     * same.
     */
    public boolean brings(String program) {
        return named(json.path("dependencies"), program) || named(json.path("devDependencies"), program);
    }

    /** Whether a package outside the development packages may have this program. */
    public boolean production(String program) {
        return named(json.path("dependencies"), program);
    }

    private static boolean named(Document packages, String program) {
        String family = program.replaceFirst("-.*", "");
        return packages.propertyNames().stream()
                .anyMatch(name -> name.equals(program)
                        || name.replaceFirst("^@[^/]+/", "").equals(program)
                        || name.equals(family)
                        || Stream.of(program.split("-")).allMatch(name::contains));
    }

    /** The script that a script calls by the package manager ({@code npm run serve}), else the script itself. */
    public String followed(String script) {
        Matcher call = CALL.matcher(script.strip());
        return call.matches()
                ? script(call.group(1)).filter(s -> !s.equals(script)).orElse(script)
                : script;
    }

    /**
     * Folders of packages that it refers to by their place ({@code file:../shared}), and those that these refer to.
     */
    private Set<String> placed() {
        Set<String> folders = new TreeSet<>();
        placed(dir, json, folders);
        return folders;
    }

    private void placed(String from, Document of, Set<String> folders) {
        for (String kind : List.of("dependencies", "optionalDependencies")) {
            of.path(kind).properties().forEach(entry -> {
                Matcher place = PLACED.matcher(entry.getValue().asString(""));
                if (place.matches()) {
                    String folder =
                            Path.of(from, place.group(1)).normalize().toString().replace('\\', '/');
                    if (!folder.startsWith("..") && tree.has(Tree.at(folder, "package.json")) && folders.add(folder)) {
                        placed(folder, json(tree, Tree.at(folder, "package.json")), folders);
                    }
                }
            });
        }
    }

    /** Whether it needs packages that lie beside it in the source. */
    public boolean reachesOut() {
        return placed().stream().anyMatch(folder -> !(folder + "/").startsWith(root + "/"));
    }

    public String version(String name) {
        return json.path("dependencies")
                .path(name)
                .asString(json.path("devDependencies").path(name).asString(""));
    }

    public String place(String name) {
        String file = Tree.at(manifest().isMissing() && !json.isMissing() ? root : dir, "package.json");
        Matcher matcher =
                Pattern.compile("\"" + Pattern.quote(name) + "\"\\s*:").matcher(tree.text(file));
        return matcher.find() ? tree.place(file, matcher.start()) : file;
    }

    /** The stores beside its database for which it has a library. */
    public List<StoreUse> stores() {
        return Stores.uses(this::has, this::place);
    }

    /** The folder in which packages are installed: the workspace's root, if there is a workspace. */
    public String root() {
        return root;
    }

    public Optional<String> lock() {
        return lock.isEmpty() ? Optional.empty() : Optional.of(Tree.at(root, lock));
    }

    public List<String> notes() {
        String release = release().why();
        return Stream.concat(Stream.of(release).filter(why -> !why.isEmpty()), locked().stream())
                .toList();
    }

    private List<String> locked() {
        if (json.isMissing()) {
            return List.of();
        }
        if (lock.isEmpty()) {
            return List.of(Tree.at(dir, "package.json")
                    + ": there is no lock file: the newest packages that it allows are taken"
                    + " (" + manager().name() + " install writes a lock)");
        }
        return gap().map(what -> List.of(Tree.at(root, lock) + ": " + what
                        + ", so that npm ci would refuse it: npm install is used (run it once and commit the lock)"))
                .orElse(List.of());
    }

    /** What {@code npm ci} would refuse in the lock. */
    private Optional<String> gap() {
        if (!lock.startsWith("package-lock") && !lock.startsWith("npm-")) {
            return Optional.empty();
        }
        Document all = json(tree, Tree.at(root, lock));
        Document packages = all.path("packages");
        if (packages.isMissing()) {
            return gap(all.path("dependencies"));
        }
        String key = below();
        for (String kind : List.of("dependencies", "devDependencies", "optionalDependencies")) {
            Document locked = packages.path(key).path(kind);
            for (Map.Entry<String, Document> wanted : json.path(kind).properties()) {
                if (!locked.path(wanted.getKey())
                        .asString("")
                        .equals(wanted.getValue().asString(""))) {
                    return Optional.of("it lacks " + wanted.getKey() + " "
                            + wanted.getValue().asString("") + " of package.json");
                }
            }
        }
        for (Map.Entry<String, Document> entry : packages.properties()) {
            for (Map.Entry<String, Document> optional :
                    entry.getValue().path("optionalDependencies").properties()) {
                if (!resolved(packages, entry.getKey(), optional.getKey())) {
                    return Optional.of("it lacks " + optional.getKey() + ", which "
                            + entry.getKey().replaceAll(".*node_modules/", "") + " asks for");
                }
            }
        }
        return Optional.empty();
    }

    /** What a lock of npm 6 or older lacks: it names what is installed, not what was asked for. */
    private Optional<String> gap(Document installed) {
        return Stream.of("dependencies", "devDependencies", "optionalDependencies")
                .flatMap(kind -> json.path(kind).properties().stream())
                .filter(wanted -> !installed.has(wanted.getKey()))
                .map(wanted ->
                        "it lacks " + wanted.getKey() + " " + wanted.getValue().asString("") + " of package.json")
                .findFirst();
    }

    private static boolean resolved(Document packages, String from, String name) {
        for (String at = from; ; at = at.replaceFirst("/?node_modules/(@[^/]+/)?[^/]+$", "")) {
            if (packages.has(Tree.at(at, "node_modules/" + name))) {
                return true;
            }
            if (!at.contains("node_modules/")) {
                return packages.has("node_modules/" + name);
            }
        }
    }

    /**
     * The folder's files, with those of the workspace. Tests are left out, because a build would check their types.
     */
    public List<String> source() {
        return tree.content(root).stream()
                .filter(file -> dir.equals(root)
                        || file.startsWith(dir + "/")
                        || !Tree.name(file).startsWith("next.config."))
                .filter(file -> !file.matches("(.*/)?(e2e|__tests__|cypress)/.*|(.*/)?[^/]+\\.(test|spec)\\.[jt]sx?"))
                .filter(file -> !root.isEmpty() || dir.isEmpty() || !file.endsWith(".py"))
                .filter(file -> !beside(file))
                .collect(Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), files -> {
                    placed().forEach(folder -> files.addAll(tree.content(folder)));
                    return List.copyOf(files);
                }));
    }

    /** Whether a folder at the root belongs to another stack. */
    private boolean beside(String file) {
        String below = file.substring(root.isEmpty() ? 0 : root.length() + 1);
        if (!below.contains("/")) {
            return false;
        }
        String top = Tree.at(root, below.substring(0, below.indexOf('/')));
        return List.of("pyproject.toml", "requirements.txt", "pom.xml", "build.gradle", "build.gradle.kts", "go.mod")
                .stream()
                .anyMatch(manifest -> tree.has(Tree.at(top, manifest)));
    }

    /** @param besides further packages to install, each with or without a version */
    public Step install(List<String> besides) {
        return install("", besides);
    }

    /** Installs only what this package of a workspace needs, because all of it goes into the image. */
    public Step installAlone(List<String> besides) {
        return install(
                below().isEmpty() || whole()
                        ? ""
                        : manager()
                                .only(
                                        below(),
                                        builtBefore().stream()
                                                .map(NodePackages::below)
                                                .toList(),
                                        name()),
                besides);
    }

    /** The packages of the workspace that this one needs and that have to be built. */
    private List<NodePackages> builtBefore() {
        return needed().stream().filter(p -> p.script("build").isPresent()).toList();
    }

    /** Folders below the workspace's root: this package's and those of the workspace's packages that it needs. */
    public List<String> folders() {
        return Stream.concat(needed().stream(), Stream.of(this))
                .map(NodePackages::below)
                .filter(folder -> !folder.isEmpty())
                .toList();
    }

    /** The packages of the workspace that this one needs, each after those that it needs itself. */
    private List<NodePackages> needed() {
        if (workspace(tree, root).globs().isEmpty()) {
            return List.of();
        }
        Map<String, NodePackages> named = new TreeMap<>();
        for (String file : tree.below(root, f -> Tree.name(f).equals("package.json"))) {
            String folder = Tree.parent(file);
            String name = json(tree, file).path("name").asString("");
            if (!name.isEmpty() && !folder.equals(root)) {
                of(tree, folder).filter(p -> p.root.equals(root)).ifPresent(p -> named.put(name, p));
            }
        }
        Map<String, NodePackages> needed = new LinkedHashMap<>();
        needs(named, needed, new HashSet<>(Set.of(dir)));
        return List.copyOf(needed.values());
    }

    private void needs(Map<String, NodePackages> named, Map<String, NodePackages> needed, Set<String> seen) {
        named.forEach((name, other) -> {
            if (has(name) && seen.add(other.dir)) {
                other.needs(named, needed, seen);
                needed.put(name, other);
            }
        });
    }

    private Step install(String only, List<String> besides) {
        List<String> inputs = new ArrayList<>(List.of("**/package.json", "package.json", "**/.npmrc", ".npmrc"));
        lock().ifPresent(inputs::add);
        Map<String, String> env = new TreeMap<>(manager().env());
        env.put("NEXT_TELEMETRY_DISABLED", "1");
        env.putAll(PrismaSchemas.whileInstalling(tree, root));
        env.putAll(BrowserPackages.whileInstalling(this::has));
        return new Step(
                "dependencies",
                List.of("sh", "-c", script(only, besides)),
                root,
                env,
                inputs,
                List.of(Tree.at(root, "node_modules")));
    }

    private String script(String only, List<String> besides) {
        String install = manager().install(!lock.isEmpty() && gap().isEmpty(), only);
        return besides.isEmpty()
                ? install
                : "{ " + install + "; } && " + (below().isEmpty() ? "" : "cd " + below() + " && ")
                        + manager().add(besides, below().isEmpty());
    }

    private PackageManager manager() {
        return PackageManager.of(
                tree,
                root,
                lock,
                json(tree, Tree.at(root, "package.json")).path("packageManager").asString(""));
    }

    /** The release of Node.js that its author names, in its folder before the workspace's. */
    public NodeRelease release() {
        return NodeRelease.of(
                tree,
                dir.equals(root) ? List.of(dir) : List.of(dir, root),
                json.path("engines").path("node").asString(""),
                place("engines"));
    }

    /** The release for a service of it. Settings and lessons of tries come before its author. */
    public NodeRelease release(Service service) {
        return service.amendments().release().flatMap(NodeRelease::named).orElseGet(this::release);
    }

    /** The names of its scripts. */
    public Set<String> scripts() {
        return manifest().path("scripts").propertyNames();
    }

    public Optional<String> script(String name) {
        String script = manifest().path("scripts").path(name).asString("");
        return script.isBlank() ? Optional.empty() : Optional.of(script);
    }

    /** Whether it has to be built before it starts. */
    public boolean builds() {
        return script("build").isPresent() || !builtBefore().isEmpty();
    }

    /**
     * The command of the build script, after the builds of the workspace's packages that it needs; {@code otherwise} if
     * it has no such script.
     */
    public String build(String otherwise) {
        // Yarn looks for its packages in the form in which it installed them.
        String env = new TreeMap<>(manager().env())
                .entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue() + " ")
                        .collect(Collectors.joining());
        String build = env + manager().run("run build");
        return builtFirst(build) + (script("build").isPresent() ? build : otherwise);
    }

    /**
     * The commands of the build script where it runs several one after the other, by {@code &&} or by a program that runs scripts;
     * empty where it is one.
     */
    public List<String> buildParts() {
        String script = script("build").orElse("").strip();
        Matcher others = SEQUENCE.matcher(script);
        List<String> parts = others.matches()
                ? Stream.of(others.group(1).strip().split("\\s+"))
                        .filter(word -> !word.startsWith("-"))
                        .map(name -> manager().run("run " + name))
                        .toList()
                : Stream.of(script.split("&&")).map(part -> run(part.strip())).toList();
        return parts.size() > 1 ? parts : List.of();
    }

    /** A script's command, after the builds of the workspace's packages that it needs. */
    public String runScript(String script) {
        return builtFirst(manager().run("run build")) + manager().run("run " + script);
    }

    private String builtFirst(String build) {
        return builtBefore().stream()
                .map(p -> "(cd " + LayerPaths.up(below()) + p.below() + " && " + build + ") && ")
                .collect(Collectors.joining());
    }

    /** The command of a program that a package installs, wherever it lies in the workspace. */
    public String run(String command) {
        return "PATH=\"$PWD/node_modules/.bin:$PWD/" + LayerPaths.up(below()) + "node_modules/.bin:$PATH\" " + command;
    }

    /** The file that {@code main} names; empty if it names none. */
    public String main() {
        return manifest().path("main").asString("").replaceFirst("^\\./", "");
    }

    /** Whether Bun installs it, which means that its author uses Bun. */
    public boolean bun() {
        return manager().name().equals("bun");
    }

    public boolean npm() {
        return manager().from().isEmpty();
    }

    /** The package's folder below the workspace's root; empty if it is the root. */
    public String below() {
        return dir.equals(root) ? "" : dir.substring(root.isEmpty() ? 0 : root.length() + 1);
    }

    /** The package's folder in an image with the whole workspace. */
    public String workdir() {
        return below().isEmpty() ? LayerPaths.APP : LayerPaths.APP + "/" + below();
    }
}
