package dev.slipway.facts;

import dev.slipway.image.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.toml.TomlMapper;

/** Finds the libraries to which an image's files belong. */
final class Libraries {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NPM = Pattern.compile(".*/node_modules/((?:@[^/]+/)?[^/@.][^/]*)/package\\.json");
    private static final Pattern PYTHON = Pattern.compile(".*\\.dist-info/METADATA");
    private static final Pattern GEM = Pattern.compile(".*/specifications/(?:default/)?[^/]+\\.gemspec");
    private static final Pattern GEM_NAME = Pattern.compile("s\\.name = \"([^\"]+)\"");
    private static final Pattern GEM_VERSION = Pattern.compile("s\\.version = \"([^\"]+)\"");
    private static final Pattern GEM_LICENCES = Pattern.compile("s\\.licenses = \\[([^\\]]*)\\]");
    private static final Pattern GEM_NEED = Pattern.compile("s\\.add_(?:runtime_)?dependency\\(%q<([^>]+)>");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern COMPOSER = Pattern.compile(".*/vendor/composer/installed\\.json");
    private static final Pattern JAR = Pattern.compile(".*/([^/]+?)-([0-9][^/]*?)\\.jar");
    private static final Pattern JDK = Pattern.compile("(?:.*/)(?:jvm|jdk|jre|runtime)[^/]*/(?:[^/]+/)?release");

    private static final Pattern SHARED = Pattern.compile(".*\\.so(\\.[\\d.]+)?");
    private static final int EXECUTABLE = 0111;

    private Libraries() {}

    /** The libraries that a file belongs to; empty for most files. */
    static List<Library> in(Entry entry) throws IOException {
        if (entry.kind() != Entry.Kind.FILE) {
            return List.of();
        }
        String path = entry.path();
        if (path.endsWith(".jar")) {
            return jar(entry);
        }
        Matcher npm = NPM.matcher(path);
        if (npm.matches()) {
            return npm(entry, npm.group(1)).stream().toList();
        }
        if (PYTHON.matcher(path).matches()) {
            return python(entry).stream().toList();
        }
        if (GEM.matcher(path).matches()) {
            return gem(text(entry), path).stream().toList();
        }
        if (COMPOSER.matcher(path).matches()) {
            return composer(text(entry), path);
        }
        if (JDK.matcher(path).matches()) {
            return jdk(entry).stream().toList();
        }
        return (entry.mode() & EXECUTABLE) != 0 && !SHARED.matcher(path).matches() ? GoBuildInfo.in(entry) : List.of();
    }

    private static String text(Entry entry) throws IOException {
        try (InputStream in = entry.content().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Library> jar(Entry entry) throws IOException {
        List<Library> libraries = new ArrayList<>();
        Map<String, List<String>> needs = new HashMap<>();
        try (InputStream in = entry.content().open();
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry file = zip.getNextEntry(); file != null; file = zip.getNextEntry()) {
                if (file.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties")) {
                    Properties pom = new Properties();
                    pom.load(new StringReader(new String(zip.readAllBytes(), StandardCharsets.UTF_8)));
                    libraries.add(new Library(
                            "maven",
                            pom.getProperty("groupId", ""),
                            pom.getProperty("artifactId", ""),
                            pom.getProperty("version", ""),
                            List.of(),
                            entry.path()));
                } else if (file.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.xml")) {
                    String[] folders = file.getName().split("/");
                    needs.put(folders[2] + ":" + folders[3], Pom.needs(zip.readAllBytes(), folders[2]));
                }
            }
        }
        libraries.removeIf(
                l -> l.group().isEmpty() || l.name().isEmpty() || l.version().isEmpty());
        libraries.replaceAll(one -> one.needing(needs.getOrDefault(one.title(), List.of())));
        Matcher name = JAR.matcher(entry.path());
        if (libraries.isEmpty() && name.matches()) {
            // Without its group nobody could find it in a repository, so it is not called a Maven package.
            libraries.add(new Library("generic", "", name.group(1), name.group(2), List.of(), entry.path()));
        }
        return libraries;
    }

    private static Optional<Library> npm(Entry entry, String name) throws IOException {
        try {
            JsonNode json = JSON.readTree(text(entry));
            String version = json.path("version").asString("");
            if (version.isEmpty()) {
                return Optional.empty();
            }
            String licence = json.path("license").asString("");
            return Optional.of(npmLibrary(name, version, licence, entry.path()).needing(npmNeeds(json)));
        } catch (JacksonException e) {
            // Some packages carry broken package.json files as test data.
            return Optional.empty();
        }
    }

    private static List<String> npmNeeds(JsonNode json) {
        List<String> needs = new ArrayList<>(json.path("dependencies").propertyNames());
        needs.addAll(json.path("optionalDependencies").propertyNames());
        return needs;
    }

    private static Library npmLibrary(String name, String version, String licence, String from) {
        int slash = name.startsWith("@") ? name.indexOf('/') : -1;
        return new Library(
                "npm",
                slash < 0 ? "" : name.substring(0, slash),
                name.substring(slash + 1),
                version,
                licence.isEmpty() ? List.of() : List.of(licence),
                from);
    }

    /** The packages that a lock file needs at run time. A bundler may have put them into files without their names. */
    static List<Library> npmLock(Path lock) throws IOException {
        List<Library> libraries = new ArrayList<>();
        if (!Files.exists(lock)) {
            return libraries;
        }
        JsonNode packages = JSON.readTree(Files.readAllBytes(lock)).path("packages");
        for (Map.Entry<String, JsonNode> one : packages.properties()) {
            int at = one.getKey().lastIndexOf("node_modules/");
            JsonNode facts = one.getValue();
            boolean atRunTime = !facts.path("dev").asBoolean(false)
                    && !facts.path("optional").asBoolean(false);
            if (at >= 0 && atRunTime && !facts.path("version").asString("").isEmpty()) {
                libraries.add(npmLibrary(
                                one.getKey().substring(at + "node_modules/".length()),
                                facts.path("version").asString(""),
                                facts.path("license").asString(""),
                                "package-lock.json")
                        .needing(npmNeeds(facts)));
            }
        }
        return libraries;
    }

    private static Optional<Library> python(Entry entry) throws IOException {
        String name = "";
        String version = "";
        String licence = "";
        List<String> needs = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new StringReader(text(entry)))) {
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                if (line.startsWith("Name: ")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("Version: ")) {
                    version = line.substring(9).strip();
                } else if (line.startsWith("Requires-Dist: ") && !line.contains("extra ==")) {
                    needs.add(
                            Library.title("pypi", "", line.substring(15).strip().split("[^A-Za-z0-9._-]", 2)[0]));
                } else if (line.startsWith("License-Expression: ")) {
                    licence = line.substring(20).strip();
                } else if (line.startsWith("License: ") && licence.isEmpty() && line.length() < 60) {
                    licence = line.substring(9).strip();
                }
            }
        }
        return name.isEmpty() || version.isEmpty()
                ? Optional.empty()
                : Optional.of(new Library(
                        "pypi",
                        "",
                        name,
                        version,
                        licence.isEmpty() ? List.of() : List.of(licence),
                        entry.path(),
                        needs));
    }

    /** A gem's own specification, as RubyGems writes it. */
    private static Optional<Library> gem(String text, String path) {
        Matcher name = GEM_NAME.matcher(text);
        Matcher version = GEM_VERSION.matcher(text);
        if (!name.find() || !version.find()) {
            return Optional.empty();
        }
        Matcher licences = GEM_LICENCES.matcher(text);
        List<String> needs =
                GEM_NEED.matcher(text).results().map(found -> found.group(1)).toList();
        List<String> named = licences.find()
                ? QUOTED.matcher(licences.group(1))
                        .results()
                        .map(found -> found.group(1))
                        .toList()
                : List.of();
        return Optional.of(new Library("gem", "", name.group(1), version.group(1), named, path, needs));
    }

    /** What Composer has installed (its version 2 writes the list below {@code packages}). */
    private static List<Library> composer(String text, String path) {
        List<Library> libraries = new ArrayList<>();
        try {
            JsonNode json = JSON.readTree(text);
            for (JsonNode one : json.isArray() ? json : json.path("packages")) {
                String name = one.path("name").asString("");
                int slash = name.indexOf('/');
                List<String> licences = new ArrayList<>();
                one.path("license").forEach(licence -> licences.add(licence.asString("")));
                if (slash > 0) {
                    libraries.add(new Library(
                            "composer",
                            name.substring(0, slash),
                            name.substring(slash + 1),
                            one.path("version").asString(""),
                            licences,
                            path,
                            List.copyOf(one.path("require").propertyNames())));
                }
            }
        } catch (JacksonException e) {
            // A file of this name that is none of Composer's.
        }
        return libraries;
    }

    /** The crates of a lock that come from a registry. A Rust program does not name what it is made of. */
    static List<Library> cargoLock(Path lock) throws IOException {
        List<Library> libraries = new ArrayList<>();
        if (!Files.exists(lock)) {
            return libraries;
        }
        try {
            for (JsonNode one :
                    new TomlMapper().readTree(Files.readAllBytes(lock)).path("package")) {
                if (one.path("source").asString("").startsWith("registry+")) {
                    List<String> needs = new ArrayList<>();
                    one.path("dependencies")
                            .forEach(need -> needs.add(need.asString("").split(" ", 2)[0]));
                    libraries.add(new Library(
                            "cargo",
                            "",
                            one.path("name").asString(""),
                            one.path("version").asString(""),
                            List.of(),
                            "Cargo.lock",
                            needs));
                }
            }
        } catch (JacksonException e) {
            // Cargo has refused such a lock before.
        }
        return libraries;
    }

    private static Optional<Library> jdk(Entry entry) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(entry.content().open(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
                    .findFirst()
                    .map(version -> new Library(
                            "generic",
                            "",
                            "openjdk",
                            version,
                            List.of("GPL-2.0-only WITH Classpath-exception-2.0"),
                            entry.path()));
        }
    }
}
