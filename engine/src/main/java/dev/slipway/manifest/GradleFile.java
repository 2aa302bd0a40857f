package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.GradleScript.Statement;
import dev.slipway.manifest.GradleScript.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a project of Gradle declares. It reads the project's own script, the blocks for it in scripts of builds around
 * it ({@code subprojects}, {@code allprojects}), the build's own plugins ({@code buildSrc}) and the names of its
 * version catalog. It runs nothing.
 *
 * @param file its own script
 * @param plugins the applied plugins by id, with their versions; a version is empty if none is given
 * @param settings values by the names of the blocks around them, such as {@code application.mainClass}; variables as
 * {@code ext.NAME}
 */
public record GradleFile(
        String file, Map<String, String> plugins, List<Dependency> dependencies, Map<String, String> settings) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][\\w.]*)}?");
    private static final List<String> SCRIPTS = List.of("build.gradle", "build.gradle.kts");

    public GradleFile {
        plugins = Map.copyOf(plugins);
        dependencies = List.copyOf(dependencies);
        settings = Map.copyOf(settings);
    }

    /**
     * A dependency.
     *
     * @param configuration such as {@code implementation}
     * @param project path of another project of the build ({@code :domain}); the next three are empty then
     * @param version empty if a platform sets it
     * @param platform whether it only sets versions
     * @param place {@code file:line}
     */
    public record Dependency(
            String configuration,
            String project,
            String group,
            String artifact,
            String version,
            boolean platform,
            String place) {}

    /** The project in a folder; empty if there is no script. */
    public static Optional<GradleFile> of(Tree tree, String dir) {
        return script(tree, dir, "build")
                .map(file -> tree.once(GradleFile.class, file, () -> new Reading(tree, dir).read(file)));
    }

    private static Optional<String> script(Tree tree, String dir, String name) {
        return List.of(name + ".gradle", name + ".gradle.kts").stream()
                .map(file -> Tree.at(dir, file))
                .filter(tree::has)
                .findFirst();
    }

    /**
     * Folders of the projects that a build includes, by their paths ({@code :web}); empty if no build begins in the
     * folder.
     */
    public static Map<String, String> included(Tree tree, String root) {
        Map<String, String> projects = new TreeMap<>();
        script(tree, root, "settings").ifPresent(file -> {
            for (Statement one : GradleScript.of(tree.text(file))) {
                if (one.first().equals("include")) {
                    for (String path : one.strings()) {
                        String plain = path.replaceFirst("^:", "");
                        projects.put(":" + plain, Tree.at(root, plain.replace(':', '/')));
                    }
                }
                // project(":api").projectDir = file("services/api")
                if (one.first().equals("project") && one.says("projectDir")
                        || one.tokens().stream().anyMatch(t -> t.text().equals("projectDir"))) {
                    List<String> strings = one.strings();
                    if (strings.size() == 2) {
                        projects.put(
                                strings.getFirst(),
                                Tree.at(root, strings.getLast().replaceFirst("^\\./", "")));
                    }
                }
            }
        });
        return projects;
    }

    /** The folder of the build that includes the project; the project's own folder if no build does. */
    public static String root(Tree tree, String dir) {
        for (String at = dir; !at.isEmpty(); ) {
            at = Tree.parent(at);
            if (included(tree, at).containsValue(dir)) {
                return at;
            }
        }
        return dir;
    }

    private static final class Reading {
        private final Tree tree;
        private final String root;
        private final String dir;
        private final Map<String, String> plugins = new TreeMap<>();
        private final Map<String, String> versions = new TreeMap<>();
        private final List<Dependency> dependencies = new ArrayList<>();
        private final Map<String, String> settings = new TreeMap<>();
        private final Map<String, String> variables = new TreeMap<>();
        private final Document catalog;

        Reading(Tree tree, String dir) {
            this.tree = tree;
            this.dir = dir;
            this.root = root(tree, dir);
            this.catalog = Toml.of(tree, Tree.at(root, "gradle/libs.versions.toml"));
        }

        GradleFile read(String file) {
            for (String folder : List.of(root, dir)) {
                SettingsFile.properties(tree.text(Tree.at(folder, "gradle.properties")))
                        .forEach(document -> document.forEach(s -> variables.put(s.key(), s.value())));
            }
            script(tree, root, "settings")
                    .ifPresent(settingsFile -> GradleScript.of(tree.text(settingsFile)).stream()
                            .filter(s -> s.first().equals("pluginManagement"))
                            .flatMap(s -> s.body().stream())
                            .filter(s -> s.first().equals("plugins"))
                            .flatMap(s -> s.body().stream())
                            .forEach(this::versioned));
            for (String above = Tree.parent(dir), stop = root; !dir.equals(root); above = Tree.parent(above)) {
                String here = above;
                SCRIPTS.stream()
                        .map(name -> Tree.at(here, name))
                        .filter(tree::has)
                        .forEach(this::readParents);
                if (above.equals(stop) || above.isEmpty()) {
                    break;
                }
            }
            statements(file, GradleScript.of(tree.text(file)), "");
            variables.forEach((name, value) -> settings.putIfAbsent("ext." + name, value));
            return new GradleFile(file, plugins, dependencies, settings);
        }

        /** Reads what a script sets for the projects below its own. */
        private void readParents(String file) {
            for (Statement one : GradleScript.of(tree.text(file))) {
                switch (one.first()) {
                    case "subprojects", "allprojects", "configure" -> statements(file, one.body(), "");
                    case "plugins" -> one.body().forEach(this::versioned);
                    case "buildscript", "ext" -> statement(file, one, "");
                    default -> assigned(one);
                }
            }
        }

        private void statements(String file, List<Statement> all, String in) {
            all.forEach(one -> statement(file, one, in));
        }

        private void statement(String file, Statement one, String in) {
            assigned(one);
            switch (one.first()) {
                case "plugins" -> one.body().forEach(this::plugin);
                case "apply" -> {
                    String id = one.strings().isEmpty()
                            ? one.behind("plugin")
                            : filled(one.strings().getFirst());
                    if (one.says("plugin") && !id.isEmpty()) {
                        apply(id, "");
                    }
                }
                case "dependencies" -> {
                    if (in.isEmpty()) {
                        one.body().forEach(d -> dependency(file, d));
                    } else if (in.equals("buildscript")) {
                        one.body().forEach(this::classpath);
                    }
                }
                case "mavenBom" -> one.strings().forEach(s -> add(file, "implementation", s, true, one.line()));
                case "subprojects", "allprojects" -> {
                    if (one.first().equals("allprojects")) {
                        statements(file, one.body(), "");
                    }
                }
                default -> {
                    String path = in.isEmpty() ? one.first() : in + "." + one.first();
                    if (!one.value().isEmpty()) {
                        settings.putIfAbsent(path, filled(one.value()));
                    }
                    statements(file, one.body(), path);
                }
            }
        }

        /** {@code ext.x = "1"}, {@code val x = "1"}, {@code def x = '1'}, {@code set("x", "1")}, {@code extra["x"] = "1"}. */
        private void assigned(Statement one) {
            List<String> strings = one.strings();
            boolean set = one.first().equals("set")
                    || one.first().equals("extra")
                    || one.first().equals("ext");
            if (set && strings.size() == 2) {
                variables.put(strings.getFirst(), strings.getLast());
            } else if (one.says("=") && strings.size() == 1) {
                one.tokens().stream()
                        .filter(t -> !t.string() && !t.text().matches("val|def|var|String|const|=|by|extra|\\W"))
                        .findFirst()
                        .map(Token::text)
                        .ifPresent(name -> variables.put(
                                name.replaceFirst("^(project\\.)?ext\\.", ""), filled(strings.getFirst())));
            }
            if (one.first().equals("ext")) {
                one.body().forEach(this::assigned);
            }
        }

        private void plugin(Statement one) {
            versioned(one);
            if (!one.says("apply") || !one.says("false")) {
                String id = id(one);
                if (!id.isEmpty()) {
                    apply(id, versions.getOrDefault(id, ""));
                }
            }
        }

        private void versioned(Statement one) {
            String id = id(one);
            String version = one.says("version")
                    ? variables.getOrDefault(one.behind("version"), filled(one.behind("version")))
                    : one.first().equals("alias") ? catalogVersion(alias(one)) : "";
            if (!id.isEmpty() && !version.isEmpty()) {
                versions.put(id, variables.getOrDefault(version, version));
            }
        }

        private String id(Statement one) {
            return switch (one.first()) {
                case "id" ->
                    !stringFirst(one)
                            ? variables.getOrDefault(one.behind("id"), "")
                            : filled(one.strings().getFirst());
                case "kotlin" ->
                    one.strings().isEmpty()
                            ? ""
                            : "org.jetbrains.kotlin." + one.strings().getFirst();
                case "alias" ->
                    alias(one).path("id").asString(alias(one).asString("").replaceFirst(":.*", ""));
                default -> one.tokens().size() == 1 ? one.first() : "";
            };
        }

        /** Whether the words behind the first one are in quotes. */
        private static boolean stringFirst(Statement one) {
            return one.tokens().stream()
                    .skip(1)
                    .filter(t -> t.string() || t.text().matches("[\\w.]+"))
                    .findFirst()
                    .map(Token::string)
                    .orElse(false);
        }

        /** Applies a plugin. A plugin of the build's own means what its script says. */
        private void apply(String id, String version) {
            boolean fresh = plugins.put(id, version.isEmpty() ? versions.getOrDefault(id, "") : version) == null;
            if (fresh) {
                tree.below("", f -> f.matches("(.*/)?" + Pattern.quote(id) + "\\.gradle(\\.kts)?")).stream()
                        .filter(f -> f.contains("/src/main/"))
                        .findFirst()
                        .ifPresent(f -> statements(f, GradleScript.of(tree.text(f)), ""));
            }
        }

        private void classpath(Statement one) {
            for (String said : one.strings()) {
                String[] parts = filled(said).split(":");
                if (parts.length == 3) {
                    versions.putIfAbsent(parts[0], parts[2]);
                    if (parts[1].equals("kotlin-gradle-plugin")) {
                        versions.putIfAbsent("kotlin", parts[2]);
                        versions.putIfAbsent("org.jetbrains.kotlin.jvm", parts[2]);
                    }
                }
            }
        }

        private void dependency(String file, Statement one) {
            String configuration = one.first();
            if (configuration.isEmpty() || configuration.matches("if|else|constraints")) {
                // Reads both branches of a condition, as if both applied.
                one.body().stream()
                        .filter(d -> !configuration.equals("constraints"))
                        .forEach(d -> dependency(file, d));
                return;
            }
            boolean platform = one.says("platform") || one.says("enforcedPlatform");
            if (one.says("project")) {
                one.strings().stream()
                        .filter(s -> s.startsWith(":"))
                        .findFirst()
                        .ifPresent(p -> dependencies.add(
                                new Dependency(configuration, p, "", "", "", false, file + ":" + one.line())));
                return;
            }
            Optional<String> named = one.tokens().stream()
                    .filter(t -> !t.string() && t.text().startsWith("libs."))
                    .map(Token::text)
                    .findFirst();
            if (named.isPresent()) {
                catalogued(named.get()).forEach(said -> add(file, configuration, said, platform, one.line()));
            } else if (one.says("group") && one.says("name")) {
                add(
                        file,
                        configuration,
                        one.behind("group") + ":" + one.behind("name")
                                + (one.says("version") ? ":" + one.behind("version") : ""),
                        platform,
                        one.line());
            } else if (one.says("kotlin") && one.strings().size() == 1) {
                add(
                        file,
                        configuration,
                        "org.jetbrains.kotlin:kotlin-" + one.strings().getFirst(),
                        false,
                        one.line());
            } else {
                one.strings().stream()
                        .filter(s -> s.contains(":"))
                        .forEach(s -> add(file, configuration, s, platform, one.line()));
            }
        }

        private void add(String file, String configuration, String said, boolean platform, int line) {
            String[] parts = filled(said).replaceFirst("@\\w+$", "").split(":");
            if (parts.length >= 2) {
                dependencies.add(new Dependency(
                        configuration,
                        "",
                        parts[0],
                        parts[1],
                        parts.length > 2 ? parts[2] : "",
                        platform,
                        file + ":" + line));
            }
        }

        /** The libraries of a name in the catalog, where dots are written as hyphens. A bundle has several. */
        private List<String> catalogued(String name) {
            String plain = name.replaceFirst("^libs\\.", "");
            if (plain.startsWith("bundles.")) {
                List<String> all = new ArrayList<>();
                catalogEntry("bundles", plain.substring(8))
                        .forEach(one -> all.addAll(catalogued("libs." + one.asString(""))));
                return all;
            }
            Document entry = catalogEntry("libraries", plain);
            if (entry.isString()) {
                return List.of(entry.asString(""));
            }
            String module = entry.path("module")
                    .asString(entry.path("group").asString("") + ":"
                            + entry.path("name").asString(""));
            String version = catalogVersion(entry);
            return module.length() < 3 ? List.of() : List.of(module + (version.isEmpty() ? "" : ":" + version));
        }

        private Document catalogEntry(String table, String name) {
            String wanted = name.replaceAll("[-_.]", "");
            return catalog.path(table).properties().stream()
                    .filter(e -> e.getKey().replaceAll("[-_.]", "").equals(wanted))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(Document.MISSING);
        }

        private Document alias(Statement one) {
            return one.tokens().stream()
                    .filter(t -> t.text().startsWith("libs.plugins."))
                    .map(t -> catalogEntry("plugins", t.text().substring("libs.plugins.".length())))
                    .findFirst()
                    .orElse(Document.MISSING);
        }

        private String catalogVersion(Document entry) {
            if (entry.isString()) {
                String[] parts = entry.asString("").split(":");
                return parts.length > 1 ? parts[parts.length - 1] : "";
            }
            Document version = entry.path("version");
            return version.isString()
                    ? version.asString("")
                    : catalog.path("versions")
                            .path(version.path("ref").asString("\0"))
                            .asString("");
        }

        private String filled(String text) {
            Matcher matcher = VARIABLE.matcher(text);
            return matcher.replaceAll(m -> Matcher.quoteReplacement(variables.getOrDefault(
                    m.group(1).replaceFirst("^(project|rootProject)\\.(ext\\.)?", ""),
                    variables.getOrDefault(m.group(1), m.group()))));
        }
    }
}
