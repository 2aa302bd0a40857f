package dev.slipway.stack.jvm;

import dev.slipway.manifest.GradleFile;
import dev.slipway.manifest.GradleFile.Dependency;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes a pom with what a Gradle project declares: libraries, platforms, the release, and Maven's counterparts of its
 * plugins.
 */
final class GradlePoms {
    static final String FILE = "slipway-pom.xml";
    private static final String HEAD = "<project"
            + " xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion><groupId>slipway</groupId>";
    private static final String COMPILER = "3.14.0";
    private static final String JAR = "3.4.2";
    /** The version that Micronaut's plugin uses by default (its documentation, "Compatibility notes"). */
    private static final String MICRONAUT = "4.9.4";

    private static final String GRAPHS = "1.24";
    private static final String HELPER = "3.6.1";
    private static final String GENERATED = "${project.build.directory}/generated-sources/graphql";
    private static final String PROTOBUF = "0.6.1";
    private static final String RESOURCES = "3.3.1";

    private final JavaProject project;
    private final Map<String, String> included;
    private final StringBuilder xml = new StringBuilder(HEAD);

    /** @param included folders of the build's projects, by their paths */
    GradlePoms(JavaProject project, Map<String, String> included) {
        this.project = project;
        this.included = included;
    }

    static String around(List<String> modules) {
        StringBuilder xml = new StringBuilder(
                HEAD + "<artifactId>all</artifactId><version>1</version><packaging>pom</packaging><modules>");
        modules.forEach(m -> xml.append("<module>").append(m).append("</module>"));
        return xml.append("</modules></project>").toString();
    }

    private static String artifact(String dir) {
        return dir.isEmpty() ? "root" : dir.replaceAll("[^A-Za-z0-9_-]+", "-");
    }

    String pom() {
        GradleFile gradle = project.gradle().orElseThrow();
        xml.append("<artifactId>")
                .append(artifact(project.dir()))
                .append("</artifactId><version>1</version><properties>");
        element("project.build.sourceEncoding", "UTF-8");
        element("maven.compiler.release", String.valueOf(project.release()));
        element("maven.compiler.parameters", "true");
        xml.append("</properties><dependencyManagement><dependencies>");
        platforms(gradle);
        xml.append("</dependencies></dependencyManagement><dependencies>");
        TreeSet<String> seen = new TreeSet<>();
        for (Dependency one : gradle.dependencies()) {
            String scope = scope(one.configuration());
            String name = one.project().isEmpty() ? one.group() + ":" + one.artifact() : one.project();
            if (!scope.isEmpty() && !one.platform() && seen.add(name + (scope.equals("provided") ? "" : "!"))) {
                dependency(one, scope, seen);
            }
        }
        implied(gradle);
        xml.append("</dependencies><build><finalName>")
                .append(artifact(project.dir()))
                .append("</finalName>");
        if (project.plugin("com\\.google\\.protobuf")) {
            // This extension tells the next plugin the machine for which it needs the message compiler.
            xml.append("<extensions><extension>");
            element("groupId", "kr.motd.maven");
            element("artifactId", "os-maven-plugin");
            element("version", "1.7.1");
            xml.append("</extension></extensions>");
        }
        xml.append("<plugins>");
        plugins();
        return xml.append("</plugins></build></project>").toString();
    }

    /** If a dependency is declared for the compiler and for the program, the latter counts. */
    private void dependency(Dependency one, String scope, TreeSet<String> seen) {
        String name = one.project().isEmpty() ? one.group() + ":" + one.artifact() : one.project();
        if (scope.equals("provided") && seen.contains(name + "!")) {
            return;
        }
        xml.append("<dependency>");
        if (one.project().isEmpty()) {
            element("groupId", one.group());
            element("artifactId", one.artifact());
            if (!one.version().isEmpty()) {
                element("version", range(one.version()));
            }
        } else {
            element("groupId", "slipway");
            element(
                    "artifactId",
                    artifact(included.getOrDefault(one.project(), one.project().replace(':', '-'))));
            element("version", "1");
        }
        element("scope", scope);
        xml.append("</dependency>");
    }

    /** Converts {@code 1.+}, which means any version that begins so. */
    private static String range(String version) {
        return version.matches("\\d+\\.\\+")
                ? "[" + version.replace(".+", "") + "," + (Integer.parseInt(version.replace(".+", "")) + 1) + ")"
                : version;
    }

    /** Maven's scope for a configuration; empty if the program does not need it. */
    private static String scope(String configuration) {
        return switch (configuration) {
            case "implementation", "api", "compile" -> "compile";
            case "runtimeOnly", "runtime" -> "runtime";
            case "compileOnly", "compileOnlyApi", "annotationProcessor", "providedRuntime", "providedCompile", "kapt" ->
                "provided";
            default -> "";
        };
    }

    private void platforms(GradleFile gradle) {
        gradle.dependencies().stream()
                .filter(Dependency::platform)
                .filter(d -> !d.version().isEmpty())
                .forEach(d -> bom(d.group(), d.artifact(), d.version()));
        String spring = project.version("org\\.springframework\\.boot");
        if (!spring.isEmpty()) {
            bom("org.springframework.boot", "spring-boot-dependencies", spring);
        }
        String micronaut = List.of("micronaut.version", "micronaut.version.set", "ext.micronautVersion").stream()
                .map(name -> gradle.settings().getOrDefault(name, ""))
                .filter(v -> v.matches("\\d[\\w.-]*"))
                .findFirst()
                .orElse(project.plugin("io\\.micronaut\\..*") ? MICRONAUT : "");
        if (!micronaut.isEmpty()) {
            bom("io.micronaut.platform", "micronaut-platform", micronaut);
        }
        String kotlin = kotlin();
        if (!kotlin.isEmpty()) {
            bom("org.jetbrains.kotlin", "kotlin-bom", kotlin);
        }
        if (!project.version("io\\.ktor\\.plugin").isEmpty()) {
            bom("io.ktor", "ktor-bom", project.version("io\\.ktor\\.plugin"));
        }
    }

    private void bom(String group, String artifact, String version) {
        xml.append("<dependency>");
        element("groupId", group);
        element("artifactId", artifact);
        element("version", version);
        element("type", "pom");
        element("scope", "import");
        xml.append("</dependency>");
    }

    private String kotlin() {
        String version = project.version("org\\.jetbrains\\.kotlin\\.jvm|kotlin");
        return version.isEmpty() && project.plugin("org\\.jetbrains\\.kotlin\\.jvm|kotlin") ? "2.2.20" : version;
    }

    /** What a plugin adds by itself. */
    private void implied(GradleFile gradle) {
        if (!kotlin().isEmpty()
                && gradle.dependencies().stream().noneMatch(d -> d.artifact().startsWith("kotlin-stdlib"))) {
            library("org.jetbrains.kotlin", "kotlin-stdlib", "", "compile");
        }
        if (project.plugin("io\\.micronaut\\.(minimal\\.)?application|io\\.micronaut\\.library")) {
            library("io.micronaut", "micronaut-inject-java", "", "provided");
            String runtime =
                    gradle.settings().getOrDefault("micronaut.runtime", "netty").replaceFirst("^set ", "");
            if (runtime.matches("netty.*") && !project.mentions("micronaut-http-server-.*")) {
                library("io.micronaut", "micronaut-http-server-netty", "", "compile");
            }
        }
    }

    private void library(String group, String artifact, String version, String scope) {
        xml.append("<dependency>");
        element("groupId", group);
        element("artifactId", artifact);
        if (!version.isEmpty()) {
            element("version", version);
        }
        element("scope", scope);
        xml.append("</dependency>");
    }

    private void plugins() {
        String kotlin = kotlin();
        if (!kotlin.isEmpty()) {
            kotlin(kotlin);
        }
        xml.append("<plugin>");
        element("artifactId", "maven-compiler-plugin");
        element("version", COMPILER);
        // Without this, newer versions of javac ignore annotation processors.
        xml.append("<configuration>");
        if (project.jdk() > 22) {
            element("proc", "full");
        }
        xml.append("</configuration>");
        if (!kotlin.isEmpty()) {
            // Kotlin's compiler reads Java's sources, so it comes first.
            xml.append(
                    "<executions><execution><id>default-compile</id><phase>none</phase></execution><execution><id>java-compile</id>"
                            + "<phase>compile</phase><goals><goal>compile</goal></goals></execution></executions>");
        }
        xml.append("</plugin>");
        plain("maven-jar-plugin", JAR);
        plain("maven-resources-plugin", RESOURCES);
        String spring = project.version("org\\.springframework\\.boot");
        if (!spring.isEmpty() && project.plugin("org\\.springframework\\.boot")) {
            plugin("org.springframework.boot", "spring-boot-maven-plugin", spring, "repackage", "");
        }
        if (project.plugin("com\\.google\\.protobuf")) {
            protobuf();
        }
        if (project.plugin("com\\.netflix\\.dgs\\.codegen")) {
            graphs();
        }
        if (project.plugin("io\\.quarkus")) {
            String quarkus = project.version("platform:quarkus-bom");
            plugin(
                    "io.quarkus.platform",
                    "quarkus-maven-plugin",
                    quarkus.isEmpty() ? project.version("io\\.quarkus") : quarkus,
                    "build",
                    "");
        }
    }

    /** Types of a GraphQL schema (Netflix DGS). */
    private void graphs() {
        Map<String, String> settings = project.gradle().orElseThrow().settings();
        String schema = said(settings, "schemaPaths")
                .replaceFirst("^\\$\\{?(?:project\\.)?projectDir}?/", "")
                .replaceFirst("\\s.*", "");
        String pack = said(settings, "packageName");
        StringBuilder configuration = new StringBuilder("<configuration><schemaPaths><param>")
                .append(escaped(schema.isEmpty() ? "src/main/resources/schema" : schema))
                .append("</param></schemaPaths><packageName>")
                .append(escaped(pack.isEmpty() ? "com.example.packagename" : pack))
                .append("</packageName><outputDir>" + GENERATED + "</outputDir></configuration>");
        plugin("io.github.deweyjose", "graphqlcodegen-maven-plugin", GRAPHS, "generate", configuration.toString());
        // The plugin does not declare its output as source, so this does.
        plugin(
                "org.codehaus.mojo",
                "build-helper-maven-plugin",
                HELPER,
                "add-source",
                "<configuration><sources><source>" + GENERATED + "</source></sources></configuration>");
    }

    /** The value of a name in a task's block, whatever the block is called. */
    private static String said(Map<String, String> settings, String name) {
        return settings.entrySet().stream()
                .filter(e -> e.getKey().endsWith("." + name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Messages and calls in {@code src/main/proto}. */
    private void protobuf() {
        Map<String, String> settings = project.gradle().orElseThrow().settings();
        String system = ":exe:${os.detected.classifier}";
        String compiler = settings.getOrDefault("protobuf.protoc.artifact", "");
        String calls = settings.getOrDefault("protobuf.plugins.grpc.artifact", "");
        if (compiler.isEmpty()) {
            return;
        }
        xml.append("<plugin>");
        element("groupId", "org.xolstice.maven.plugins");
        element("artifactId", "protobuf-maven-plugin");
        element("version", PROTOBUF);
        xml.append("<configuration>");
        element("protocArtifact", compiler + system);
        if (!calls.isEmpty()) {
            element("pluginId", "grpc-java");
            element("pluginArtifact", calls + system);
        }
        xml.append("</configuration><executions><execution><goals><goal>compile</goal>");
        xml.append(calls.isEmpty() ? "" : "<goal>compile-custom</goal>")
                .append("</goals></execution></executions></plugin>");
    }

    private void plain(String artifact, String version) {
        xml.append("<plugin>");
        element("artifactId", artifact);
        element("version", version);
        xml.append("</plugin>");
    }

    private void plugin(String group, String artifact, String version, String goal, String configuration) {
        xml.append("<plugin>");
        element("groupId", group);
        element("artifactId", artifact);
        element("version", version);
        xml.append("<executions><execution><goals><goal>")
                .append(goal)
                .append("</goal></goals></execution></executions>");
        xml.append(configuration).append("</plugin>");
    }

    private void kotlin(String version) {
        StringBuilder configuration =
                new StringBuilder("<configuration><jvmTarget>" + project.release() + "</jvmTarget>");
        StringBuilder compilers = new StringBuilder();
        StringBuilder libraries = new StringBuilder();
        Map<String, String> counterparts = Map.of(
                "spring",
                "kotlin-maven-allopen",
                "jpa",
                "kotlin-maven-noarg",
                "serialization",
                "kotlin-maven-serialization");
        for (String name : List.of("spring", "jpa", "serialization")) {
            if (project.plugin("org\\.jetbrains\\.kotlin\\.plugin\\." + name + "|kotlin-" + name)) {
                compilers
                        .append("<plugin>")
                        .append(name.equals("serialization") ? "kotlinx-serialization" : name)
                        .append("</plugin>");
                libraries
                        .append("<dependency><groupId>org.jetbrains.kotlin</groupId><artifactId>")
                        .append(counterparts.get(name))
                        .append("</artifactId><version>")
                        .append(version)
                        .append("</version></dependency>");
            }
        }
        if (!compilers.isEmpty()) {
            configuration.append("<compilerPlugins>").append(compilers).append("</compilerPlugins>");
        }
        String folders = project.sourceFolders().stream()
                .map(f -> "<sourceDir>${project.basedir}/" + f + "</sourceDir>")
                .reduce("", String::concat);
        xml.append("<plugin>");
        element("groupId", "org.jetbrains.kotlin");
        element("artifactId", "kotlin-maven-plugin");
        element("version", version);
        xml.append(
                "<executions><execution><id>compile</id><phase>process-sources</phase><goals><goal>compile</goal></goals><configuration>"
                        + "<sourceDirs>" + folders + "</sourceDirs></configuration></execution></executions>");
        xml.append(configuration).append("</configuration>");
        if (!libraries.isEmpty()) {
            xml.append("<dependencies>").append(libraries).append("</dependencies>");
        }
        xml.append("</plugin>");
    }

    private void element(String name, String text) {
        xml.append('<')
                .append(name)
                .append('>')
                .append(escaped(text))
                .append("</")
                .append(name)
                .append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
