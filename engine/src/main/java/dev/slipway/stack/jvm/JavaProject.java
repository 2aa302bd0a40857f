package dev.slipway.stack.jvm;

import dev.slipway.application.LayerPaths;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.GradleFile;
import dev.slipway.manifest.PomFile;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.StoreUse;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Maven or Gradle project, as far as its build files and those of its parents show it. No build runs for this. */
final class JavaProject {
    private static final List<String> RELEASES = List.of(
            "maven.compiler.release",
            "release",
            "java.version",
            "maven.compiler.target",
            "target",
            "maven.compiler.source",
            "source");
    private static final Pattern GRADLE_RELEASE = Pattern.compile(
            "(.*\\.)?(languageVersion(\\.set)?|jvmToolchain|release(\\.set)?|sourceCompatibility|targetCompatibility|jvmTarget(\\.set)?)");
    /** {@code 21}, {@code 1.8}, {@code JavaVersion.VERSION_11}, {@code JvmTarget.JVM_17}. */
    private static final Pattern NUMBER = Pattern.compile("(?:^|.*?[^\\d.])(?:1[._])?(\\d{1,2})(?:\\D.*)?");

    private static final List<String> MONGO = List.of(
            "quarkus-mongodb-client",
            "quarkus-mongodb-panache(?:-kotlin)?",
            "spring-boot-starter-(?:data-)?mongodb(?:-reactive)?");
    /** The first one that matches is taken, if there are several. */
    private static final List<Driver> DRIVERS = List.of(
            new Driver(
                    "postgresql",
                    "(?:quarkus-(?:jdbc|reactive-pg)-?(?:postgresql|client)?|postgresql|r2dbc-postgresql|vertx-pg-client)"),
            new Driver(
                    "mysql",
                    "(?:quarkus-(?:jdbc|reactive)-mysql(?:-client)?|mysql-connector-(?:j|java)|r2dbc-mysql|vertx-mysql-client)"),
            new Driver("mariadb", "(?:quarkus-jdbc-mariadb|mariadb-java-client|r2dbc-mariadb)"));

    /** The oldest JDK in Debian that current tools support. */
    private static final int OLDEST = 17;
    /** The release if nobody names one. */
    private static final int USUAL = 21;

    private final Tree tree;
    private final String dir;
    private final String file;
    private final List<Dependency> names;
    private final Map<String, String> properties;
    private final Optional<PomFile> pom;
    private final Optional<GradleFile> gradle;

    /** A dependency, a plugin or a group, with its place. */
    private record Dependency(String name, boolean plugin, String version, String optional, String place) {
        Dependency(String name, boolean plugin, String version, String place) {
            this(name, plugin, version, "", place);
        }
    }

    private JavaProject(Tree tree, String dir, String file) {
        this.tree = tree;
        this.dir = dir;
        this.file = file;
        List<Dependency> found = new ArrayList<>();
        Map<String, String> said = new TreeMap<>();
        if (file.endsWith("pom.xml")) {
            this.pom = Optional.of(PomFile.of(tree, file));
            this.gradle = Optional.empty();
            String at = file;
            for (int depth = 0; depth < 8 && !at.isEmpty(); depth++) {
                PomFile one = PomFile.of(tree, at);
                read(at, one, found, said);
                at = parent(at, one);
            }
        } else {
            this.pom = Optional.empty();
            this.gradle = GradleFile.of(tree, dir);
            gradle.ifPresent(one -> read(one, found));
        }
        this.names = List.copyOf(found);
        this.properties = Map.copyOf(said);
    }

    static Optional<JavaProject> of(Tree tree, String dir) {
        return List.of("pom.xml", "build.gradle", "build.gradle.kts").stream()
                .map(name -> Tree.at(dir, name))
                .filter(tree::has)
                .findFirst()
                .map(file -> tree.once(JavaProject.class, file, () -> new JavaProject(tree, dir, file)));
    }

    private void read(String at, PomFile one, List<Dependency> found, Map<String, String> said) {
        one.properties().forEach(said::putIfAbsent);
        for (PomFile.Item item : one.dependencies()) {
            if (!item.scope().equals("test")) {
                found.add(new Dependency(
                        item.artifact(), false, item.version(), item.said("optional"), at + ":" + item.line()));
            }
        }
        for (PomFile.Item item : one.plugins()) {
            found.add(new Dependency(item.artifact(), true, item.version(), at + ":" + item.line()));
            RELEASES.stream()
                    .filter(name -> !name.contains("."))
                    .filter(name -> item.artifact().equals("maven-compiler-plugin")
                            && !item.said(name).isEmpty())
                    .forEach(name -> said.putIfAbsent(name, item.said(name)));
            for (String element : List.of("mainClass", "Main-Class", "Main-Verticle")) {
                if (!item.said(element).isEmpty()) {
                    said.putIfAbsent(element, item.said(element));
                }
            }
        }
        if (!one.parent().artifact().isEmpty()) {
            found.add(new Dependency(
                    one.parent().artifact(),
                    false,
                    one.parent().version(),
                    at + ":" + one.parent().line()));
            said.putIfAbsent("parent:" + one.parent().artifact(), one.parent().version());
        }
    }

    private static void read(GradleFile one, List<Dependency> found) {
        one.plugins().forEach((id, version) -> found.add(new Dependency(id, true, version, one.file())));
        one.dependencies().stream()
                .filter(d -> d.project().isEmpty()
                        && !d.platform()
                        && !d.configuration().matches("(?i).*test.*"))
                .forEach(d -> found.add(new Dependency(d.artifact(), false, d.version(), d.place())));
        one.dependencies().stream()
                .filter(GradleFile.Dependency::platform)
                .forEach(d -> found.add(new Dependency("platform:" + d.artifact(), false, d.version(), d.place())));
    }

    /** The file of a parent in the tree; empty if the parent comes from a repository. */
    private String parent(String at, PomFile one) {
        if (one.parent().artifact().isEmpty()) {
            return "";
        }
        String relative = one.parent().settings().getOrDefault("relativePath", "../pom.xml");
        String above = Tree.parent(at);
        for (String part : relative.split("/")) {
            above = part.equals("..") ? Tree.parent(above) : part.equals(".") ? above : Tree.at(above, part);
        }
        String parent = tree.has(above) ? above : Tree.at(above, "pom.xml");
        return tree.has(parent)
                        && !parent.equals(at)
                        && PomFile.of(tree, parent)
                                .artifact()
                                .equals(one.parent().artifact())
                ? parent
                : "";
    }

    boolean maven() {
        return pom.isPresent();
    }

    Optional<GradleFile> gradle() {
        return gradle;
    }

    Tree tree() {
        return tree;
    }

    /** Source folders below its own that exist. */
    List<String> sourceFolders() {
        return List.of("src/main/kotlin", "src/main/java").stream()
                .filter(f -> !tree.below(Tree.at(dir, f)).isEmpty())
                .toList();
    }

    String file() {
        return file;
    }

    String dir() {
        return dir;
    }

    /** Whether it only aggregates modules. Then it is no service. */
    boolean pom() {
        return pom.map(p -> filled(p.packaging()).equals("pom")).orElse(false);
    }

    /** Whether it needs an external application server and has none itself. */
    boolean war() {
        return pom.map(p -> filled(p.packaging()).equals("war")).orElse(plugin("war"));
    }

    /** Whether a dependency, a plugin or a parent has a name that matches as a whole. */
    boolean mentions(String artifact) {
        return named(artifact).isPresent();
    }

    private Optional<Dependency> named(String artifact) {
        Pattern pattern = Pattern.compile(artifact);
        return names.stream().filter(n -> pattern.matcher(n.name()).matches()).findFirst();
    }

    /** Whether it builds with a plugin. @param name its artifact in Maven or its id in Gradle */
    boolean plugin(String name) {
        Pattern pattern = Pattern.compile(name);
        return names.stream()
                .anyMatch(n -> n.plugin() && pattern.matcher(n.name()).matches());
    }

    /** The place that mentions it; the build file if none does. */
    String place(String artifact) {
        return named(artifact).map(Dependency::place).orElse(file);
    }

    /** The version of the first match, with properties filled in; empty if it is set elsewhere. */
    String version(String artifact) {
        Pattern pattern = Pattern.compile(artifact);
        return names.stream()
                .filter(n -> pattern.matcher(n.name()).matches())
                .map(n -> filled(n.version()))
                .filter(v -> !v.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** A property of its own or of a parent; empty if there is none. */
    String property(String name) {
        return filled(properties.getOrDefault(name, ""));
    }

    private String filled(String value) {
        String filled = value;
        for (int depth = 0; depth < 4 && filled.contains("${"); depth++) {
            filled = Pattern.compile("\\$\\{([^}]+)}")
                    .matcher(filled)
                    .replaceAll(m -> Matcher.quoteReplacement(
                            properties.getOrDefault(m.group(1), m.group().replace("$", "\0"))));
        }
        return filled.replace("\0", "$");
    }

    /** The main class in its build files; empty if they name none. */
    String mainClass() {
        if (gradle.isPresent()) {
            return gradle.get().settings().entrySet().stream()
                    .filter(
                            e -> e.getKey()
                                    .matches(
                                            "(application|springBoot)\\.mainClass(Name)?(\\.set)?|mainClassName|.*attributes.*"))
                    .map(Map.Entry::getValue)
                    .map(v -> v.replaceFirst("^set ", "").replaceFirst(".*Main-Class ", ""))
                    .filter(v -> v.matches("[\\w.$]+"))
                    .findFirst()
                    .orElse("");
        }
        return List.of(
                        "mainClass",
                        "Main-Class",
                        "exec.mainClass",
                        "start-class",
                        "main.class",
                        "mainClassName",
                        "launcher.class")
                .stream()
                .map(this::property)
                .filter(v -> v.matches("[\\w.$]+"))
                .findFirst()
                .orElse("");
    }

    /** The verticle that Vert.x starts; empty if the build file names none. */
    String mainVerticle() {
        return List.of("Main-Verticle", "main.verticle", "vertx.verticle").stream()
                .map(this::property)
                .filter(v -> v.matches("[\\w.$]+"))
                .findFirst()
                .orElse("");
    }

    /**
     * A database for which it has a driver.
     *
     * @param scheme of its URL behind {@code jdbc:}
     */
    record Database(String scheme, String place) {
        String form() {
            return scheme + DatabaseUrls.REST;
        }
    }

    /** @param artifacts that hold it */
    private record Driver(String scheme, String artifacts) {}

    /**
     * The database for which it has a driver.
     *
     * @param told the scheme or kind in the settings; empty if they name none
     */
    Optional<Database> database(String told) {
        return DRIVERS.stream()
                .filter(d -> told.equals(d.scheme()))
                .findFirst()
                .or(() -> DRIVERS.stream().filter(d -> mentions(d.artifacts())).findFirst())
                .map(d -> new Database(d.scheme(), place(d.artifacts())));
    }

    /** The stores beside its database for which the build file asks for a library. */
    List<StoreUse> stores() {
        return Stores.uses(
                library -> named(library)
                        .filter(one -> !filled(one.optional()).equals("true"))
                        .isPresent(),
                this::place);
    }

    /** Where the build file asks for MongoDB. */
    Optional<String> mongo() {
        return MONGO.stream().filter(this::mentions).findFirst().map(this::place);
    }

    /** Java release that it is compiled for, by its own files and its parents'. */
    int release() {
        return said().orElse(USUAL);
    }

    private Optional<Integer> said() {
        if (gradle.isPresent()) {
            return gradle.get().settings().entrySet().stream()
                    .filter(e -> GRADLE_RELEASE.matcher(e.getKey()).matches())
                    .sorted(Map.Entry.comparingByKey(
                            Comparator.comparing(k -> k.contains("anguageVersion") || k.contains("oolchain") ? 0 : 1)))
                    .flatMap(e -> number(e.getValue()).stream())
                    .findFirst();
        }
        return RELEASES.stream()
                .flatMap(name -> number(property(name)).stream())
                .findFirst();
    }

    private static Optional<Integer> number(String value) {
        Matcher matcher = NUMBER.matcher(value);
        return matcher.matches()
                ? Optional.of(Integer.parseInt(matcher.group(1))).filter(n -> n >= 5)
                : Optional.empty();
    }

    /** Release of the JDK that builds and runs it. */
    int jdk() {
        return Math.max(OLDEST, release());
    }

    /** The folder from which it is built: that of the outermost build around it that includes it as a module. */
    String buildRoot() {
        if (gradle.isPresent()) {
            return GradleFile.root(tree, dir);
        }
        String root = dir;
        for (String at = dir; !at.isEmpty(); ) {
            at = Tree.parent(at);
            String above = at;
            String here = root;
            if (tree.has(Tree.at(above, "pom.xml"))
                    && PomFile.of(tree, Tree.at(above, "pom.xml")).modules().stream()
                            .anyMatch(m -> Tree.at(above, m.replaceFirst("/pom\\.xml$", ""))
                                    .equals(here))) {
                root = at;
            }
        }
        return root;
    }

    /** The wrapper's script below the application's root; empty if there is none. */
    String wrapper() {
        String name = maven() ? "mvnw" : "gradlew";
        for (String at = buildRoot(); ; at = Tree.parent(at)) {
            if (tree.has(Tree.at(at, name))) {
                return Tree.at(at, name);
            }
            if (at.isEmpty()) {
                return "";
            }
        }
    }

    /**
     * Whether the wrapper's script does not run as it is. One that was committed on Windows has other line ends, or is
     * not executable.
     */
    boolean mended() {
        String wrapper = wrapper();
        return !wrapper.isEmpty() && (tree.text(wrapper).contains("\r\n") || !tree.executable(wrapper));
    }

    /** The wrapper of the project or of a folder around it, else the tool's name. */
    String tool() {
        String wrapper = wrapper();
        if (wrapper.isEmpty()) {
            return maven() ? "mvn" : "gradle";
        }
        String up = LayerPaths.up(buildRoot());
        if (mended()) {
            return (up.isEmpty() ? "./" : up) + LayerPaths.made("wrapper/" + Tree.name(wrapper));
        }
        String around = Tree.parent(wrapper);
        String root = buildRoot();
        String below = around.equals(root) ? "" : root.substring(around.isEmpty() ? 0 : around.length() + 1);
        return (below.isEmpty() ? "./" : LayerPaths.up(below)) + Tree.name(wrapper);
    }

    /** All files that the build reads, with a wrapper in a folder around it. */
    List<String> source() {
        String root = buildRoot();
        return tree.content("").stream()
                .filter(path -> below(root, path) && !path.matches("(.*/)?src/(test|integration-?test|native-test)/.*")
                        || path.matches("(.*/)?(mvnw|gradlew)|(.*/)?(\\.mvn|gradle/wrapper)/.*") && around(root, path))
                .filter(path -> !beside(root, path))
                .toList();
    }

    private static boolean below(String root, String path) {
        return root.isEmpty() || path.startsWith(root + "/");
    }

    private static boolean around(String root, String path) {
        String folder = Tree.parent(path).replaceAll("(^|/)(\\.mvn(/wrapper)?|gradle/wrapper)$", "");
        return folder.isEmpty() || root.equals(folder) || root.startsWith(folder + "/");
    }

    /** Folders of pages that the build itself builds and packs into the program, as Quarkus' extension Quinoa does. */
    List<String> pages() {
        String folder = Tree.at(dir, "src/main/webui");
        return mentions("quarkus-quinoa") && tree.has(Tree.at(folder, "package.json")) ? List.of(folder) : List.of();
    }

    /** Whether the path is in a folder of another stack inside the build's root. */
    private boolean beside(String root, String path) {
        if (pages().stream().anyMatch(page -> path.startsWith(page + "/"))) {
            return false;
        }
        for (String at = Tree.parent(path); at.length() > root.length(); at = Tree.parent(at)) {
            if (of(tree, at).isPresent()) {
                return false;
            }
            if (tree.has(at + "/package.json")
                    || tree.has(at + "/pyproject.toml")
                    || tree.has(at + "/requirements.txt")) {
                return true;
            }
        }
        return false;
    }
}
