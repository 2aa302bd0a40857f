package dev.slipway.stack.jvm;

import dev.slipway.inventory.Tree;
import dev.slipway.store.DatabaseUrls;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Maven or Gradle project, as far as its build file tells without running it. */
final class JavaProject {
    private static final Pattern RELEASE = Pattern.compile(
            "<(?:maven\\.compiler\\.release|maven\\.compiler\\.target|java\\.version|release)>\\s*(\\d+)\\s*<|JavaLanguageVersion\\.of\\((\\d+)\\)|"
                    + "(?:sourceCompatibility|release)\\s*(?:=|\\.set\\()\\s*(?:JavaVersion\\.VERSION_|[\"'])?(\\d+)");
    private static final List<String> REDIS = List.of(
            "quarkus-redis-client",
            "quarkus-redis-cache",
            "spring-boot-starter-data-redis",
            "spring-boot-starter-data-redis-reactive",
            "spring-session-data-redis");
    /** Of several databases, the first is taken. */
    private static final List<Driver> DRIVERS = List.of(
            new Driver(
                    "postgresql",
                    "(?:quarkus-(?:jdbc|reactive-pg)-?(?:postgresql|client)?|postgresql|r2dbc-postgresql)"),
            new Driver(
                    "mysql", "(?:quarkus-(?:jdbc|reactive)-mysql(?:-client)?|mysql-connector-(?:j|java)|r2dbc-mysql)"),
            new Driver("mariadb", "(?:quarkus-jdbc-mariadb|mariadb-java-client|r2dbc-mariadb)"));

    private static final int OLDEST_RUNTIME = 21;

    private final Tree tree;
    private final String dir;
    private final String file;

    private JavaProject(Tree tree, String dir, String file) {
        this.tree = tree;
        this.dir = dir;
        this.file = file;
    }

    static Optional<JavaProject> of(Tree tree, String dir) {
        return List.of("pom.xml", "build.gradle", "build.gradle.kts").stream()
                .map(name -> Tree.at(dir, name))
                .filter(tree::has)
                .findFirst()
                .map(file -> new JavaProject(tree, dir, file));
    }

    boolean maven() {
        return file.endsWith("pom.xml");
    }

    String file() {
        return file;
    }

    String dir() {
        return dir;
    }

    /** Build file without comments and without what holds for tests only. */
    String text() {
        return tree.text(file)
                .replaceAll("(?s)<!--.*?-->", "")
                .replaceAll("(?s)<dependency>(?:(?!</dependency>).)*<scope>test</scope>.*?</dependency>", "");
    }

    /** An aggregator of modules is no service. */
    boolean pom() {
        return Pattern.compile("<packaging>\\s*pom\\s*</packaging>")
                .matcher(text())
                .find();
    }

    boolean mentions(String artifact) {
        return Pattern.compile("[>:\"'(]" + artifact + "[<:\"')]")
                .matcher(text())
                .find();
    }

    String place(String what) {
        int at = tree.text(file).indexOf(what);
        return at < 0 ? file : tree.place(file, at);
    }

    /**
     * A database that it has a driver for.
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

    /** The database that it has a driver for. @param told the scheme or the kind that settings name; empty where they do not */
    Optional<Database> database(String told) {
        return DRIVERS.stream()
                .filter(d -> told.equals(d.scheme()))
                .findFirst()
                .or(() -> DRIVERS.stream().filter(d -> mentions(d.artifacts())).findFirst())
                .map(d -> new Database(d.scheme(), place(d.scheme())));
    }

    /** Where the build file asks for Redis. */
    Optional<String> redis() {
        return REDIS.stream().filter(this::mentions).findFirst().map(name -> place(name) + ": " + name);
    }

    /** A property's number behind a prefix: {@code <quarkus.platform.version>3.33}. */
    String version(String property) {
        Matcher matcher = Pattern.compile("<" + Pattern.quote(property) + ">\\s*(\\d+\\.\\d+)")
                .matcher(text());
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Java release that it is compiled for; its parents' where it says none. */
    int release() {
        for (String at = dir; ; at = Tree.parent(at)) {
            Optional<JavaProject> project = of(tree, at);
            Matcher matcher = RELEASE.matcher(project.map(JavaProject::text).orElse(""));
            if (matcher.find()) {
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    if (matcher.group(group) != null) {
                        return Integer.parseInt(matcher.group(group));
                    }
                }
            }
            if (at.isEmpty()) {
                return OLDEST_RUNTIME;
            }
        }
    }

    /** Release of the JDK that builds and runs it. */
    int jdk() {
        return Math.max(OLDEST_RUNTIME, release());
    }

    /** The folder from which it is built: that of the outermost build around it that has it as a module. */
    String buildRoot() {
        String root = dir;
        for (String at = dir; !at.isEmpty(); ) {
            at = Tree.parent(at);
            String parent = tree.text(Tree.at(at, "pom.xml"))
                    + tree.text(Tree.at(at, "settings.gradle"))
                    + tree.text(Tree.at(at, "settings.gradle.kts"));
            String below = dir.substring(at.isEmpty() ? 0 : at.length() + 1);
            if (parent.contains("<module>" + below + "</module>")
                    || parent.matches("(?s).*include.*[\"']:?" + Pattern.quote(below.replace('/', ':')) + "[\"'].*")) {
                root = at;
            }
        }
        return root;
    }

    /** The wrapper of the project or of a folder around it, else the tool by its name. */
    String tool() {
        String wrapper = maven() ? "mvnw" : "gradlew";
        String root = buildRoot();
        for (String at = root, up = ""; ; at = Tree.parent(at), up += "../") {
            if (tree.has(Tree.at(at, wrapper))) {
                return (up.isEmpty() ? "./" : up) + wrapper;
            }
            if (at.isEmpty()) {
                return maven() ? "mvn" : "gradle";
            }
        }
    }

    /** Everything the build reads: of a wrapper in a folder around it, that, too. */
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

    /** In a folder of another stack inside the build's root. */
    private boolean beside(String root, String path) {
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
