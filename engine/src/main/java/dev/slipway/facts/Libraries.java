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

/** Finds the libraries to which an image's files belong. */
final class Libraries {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NPM = Pattern.compile(".*/node_modules/((?:@[^/]+/)?[^/@.][^/]*)/package\\.json");
    private static final Pattern PYTHON = Pattern.compile(".*\\.dist-info/METADATA");
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
                }
            }
        }
        libraries.removeIf(
                l -> l.group().isEmpty() || l.name().isEmpty() || l.version().isEmpty());
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
            return Optional.of(npmLibrary(name, version, licence, entry.path()));
        } catch (JacksonException e) {
            // Some packages carry broken package.json files as test data.
            return Optional.empty();
        }
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
                        "package-lock.json"));
            }
        }
        return libraries;
    }

    private static Optional<Library> python(Entry entry) throws IOException {
        String name = "";
        String version = "";
        String licence = "";
        try (BufferedReader lines = new BufferedReader(new StringReader(text(entry)))) {
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                if (line.startsWith("Name: ")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("Version: ")) {
                    version = line.substring(9).strip();
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
                        "pypi", "", name, version, licence.isEmpty() ? List.of() : List.of(licence), entry.path()));
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
