package dev.slipway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Protocol;
import dev.slipway.application.Service;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which programs the builds of Java and Kotlin have, and how each is built. */
class JvmSourcesTest {
    private static final String SPRING = """
        @SpringBootApplication class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
        """;

    @TempDir
    private Path folder;

    private Reading read(String tree) throws IOException {
        return new Reading(Workspace.of(SourceTree.write(tree, folder.resolve("app")), Map.of()), Map.of());
    }

    private static Service service(Reading read, String name) {
        List<Service> all = read.application().services();
        return all.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + all));
    }

    private static BuildPlan.Step step(Reading read, String service, String name) {
        return read.plan(service(read, service)).steps().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + name));
    }

    @Test
    void thePathBelowWhichAllIsAnsweredIsInFrontOfItsHealth() throws IOException {
        Reading read = read("""
            === shop/pom.xml
            <project>
              <dependencies><dependency><artifactId>spring-boot-starter-actuator</artifactId></dependency></dependencies>
              <build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>
            </project>
            === shop/src/main/resources/application.yml
            server: {port: 8090, servlet: {context-path: "${BASE:/garden/}"}}
            === notes/pom.xml
            <project>
              <dependencies><dependency><artifactId>quarkus-smallrye-health</artifactId></dependency></dependencies>
              <build><plugins><plugin><artifactId>quarkus-maven-plugin</artifactId></plugin></plugins></build>
            </project>
            === notes/src/main/resources/application.properties
            quarkus.http.root-path=/notes
            """);

        assertThat(service(read, "shop").base()).isEqualTo("/garden");
        assertThat(service(read, "shop").health().ready()).isEqualTo("/garden/actuator/health/readiness");
        assertThat(service(read, "notes").base()).isEqualTo("/notes");
        assertThat(service(read, "notes").health().live()).isEqualTo("/notes/q/health/live");
    }

    @Test
    void aWrapperThatWasCommittedOnWindowsIsMadeToRun() throws IOException {
        Reading read = read("""
            === pom.xml
            <project><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>
            === mvnw
            #!/bin/sh\r
            exec mvn "$@"\r
            === .mvn/wrapper/maven-wrapper.properties
            distributionUrl=x
            """);

        assertThat(step(read, "backend", "wrapper").outputs()).containsExactly(".built/wrapper");
        assertThat(step(read, "backend", "compile").command().getFirst()).isEqualTo("./.built/wrapper/mvnw");
        assertThat(step(read, "backend", "compile").inputs()).contains(".built/wrapper");
    }

    @Test
    void gradlesPluginsAndLibrariesAreFoundBehindTheNamesOfItsCatalogAndInTheBuildsOwnPlugins() throws IOException {
        Reading read = read("""
            === settings.gradle.kts
            include(":domain", ":web")
            === build.gradle.kts
            plugins { alias(libs.plugins.spring.boot) apply false }
            subprojects { apply(plugin = "java"); java { toolchain { languageVersion = JavaLanguageVersion.of(17) } } }
            === gradle/libs.versions.toml
            [versions]
            boot = "3.5.3"
            [libraries]
            boot-web = { module = "org.springframework.boot:spring-boot-starter-web", version.ref = "boot" }
            postgres = "org.postgresql:postgresql:42.7.4"
            [bundles]
            store = ["postgres"]
            [plugins]
            spring-boot = { id = "org.springframework.boot", version.ref = "boot" }
            === domain/build.gradle.kts
            plugins { `java-library` }
            === domain/src/main/java/Seed.java
            record Seed() {}
            === web/build.gradle.kts
            plugins { id("service-conventions") }
            dependencies {
                implementation(project(":domain")) // implementation("org.xerial:sqlite-jdbc:1")
                implementation(libs.boot.web)
                runtimeOnly(libs.bundles.store)
            }
            === web/src/main/java/App.java
            %s
            === buildSrc/src/main/kotlin/service-conventions.gradle.kts
            plugins { id("org.springframework.boot") }
            """.formatted(SPRING));
        Service web = service(read, "web");

        assertThat(read.application().services()).extracting(Service::name).containsExactly("web", "postgres");
        assertThat(web.description()).isEqualTo("Java 17, Spring Boot 3.5.3");
        String script = step(read, "web", "compile").command().getLast();
        assertThat(script)
                .contains(":web:bootJar")
                .contains("<groupId>slipway</groupId><artifactId>domain</artifactId>")
                .contains("<artifactId>spring-boot-starter-web</artifactId><version>3.5.3</version>")
                .contains("<artifactId>postgresql</artifactId><version>42.7.4</version><scope>runtime</scope>")
                .doesNotContain("sqlite");
    }

    @Test
    void aModuleOfLibrariesIsNoServiceThoughItInheritsThePlugin() throws IOException {
        Reading read = read("""
            === pom.xml
            <project>
              <artifactId>all</artifactId><packaging>pom</packaging>
              <properties><java.version>17</java.version></properties>
              <modules><module>core</module><module>api</module></modules>
              <build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>
            </project>
            === core/pom.xml
            <project><parent><artifactId>all</artifactId></parent><artifactId>core</artifactId></project>
            === core/src/main/java/Core.java
            // @SpringBootApplication belongs to the other module
            class Core {}
            === api/pom.xml
            <project><parent><artifactId>all</artifactId></parent><artifactId>api</artifactId></project>
            === api/src/main/java/App.java
            %s
            """.formatted(SPRING));

        assertThat(read.application().services()).extracting(Service::name).containsExactly("api");
        assertThat(step(read, "api", "compile").command()).containsSubsequence("-pl", "api", "-am");
        assertThat(step(read, "api", "compile").env()).containsEntry("JAVA_HOME", "{jdk:17}");
    }

    @Test
    void whatStandsInACommentOrATextBlockIsNoCode() throws IOException {
        Reading read = read("""
            === pom.xml
            <project><!-- <packaging>pom</packaging> --><properties><maven.compiler.release>21</maven.compiler.release></properties></project>
            === src/main/java/shop/Shop.java
            package shop;
            class Shop {
                // System.getenv("OF_A_COMMENT")
                /* new InetSocketAddress(9999) */
                String help = ""\"
                    System.getenv("OF_A_TEXT")
                    ""\";
                public static void main(String[] args) {
                    System.getenv("OF_CODE");
                    HttpServer.create(new InetSocketAddress(8123), 0).start();
                }
            }
            """);

        assertThat(service(read, "backend").env()).extracting(EnvVar::name).containsExactly("OF_CODE");
        assertThat(service(read, "backend").port()).isEqualTo(8123);
    }

    @Test
    void aProgramOfKotlinStartsByTheClassOfItsFileAndReadsItsPortFromItsSettings() throws IOException {
        Reading read = read("""
            === build.gradle.kts
            plugins { kotlin("jvm") version "2.2.20"; id("io.ktor.plugin") version "3.3.0" }
            kotlin { jvmToolchain(21) }
            dependencies { implementation("io.ktor:ktor-server-netty") }
            === src/main/kotlin/application.kt
            package org.example
            fun main(args: Array<String>): Unit = io.ktor.server.netty.EngineMain.main(args)
            === src/main/resources/application.conf
            ktor { deployment { port = 8086 } }
            """);

        assertThat(service(read, "backend").port()).isEqualTo(8086);
        assertThat(read.plan(service(read, "backend")).run().entrypoint()).endsWith("org.example.ApplicationKt");
        assertThat(step(read, "backend", "compile").command().getLast())
                .contains("kotlin-maven-plugin", "<artifactId>ktor-bom</artifactId><version>3.3.0</version>");
    }

    @Test
    void aServerOfCallsIsAskedByItsPort() throws IOException {
        Reading read = read("""
            === pom.xml
            <project><dependencies><dependency><artifactId>grpc-netty</artifactId></dependency></dependencies></project>
            === src/main/java/Ads.java
            class Ads { public static void main(String[] a) { ServerBuilder.forPort(9555).build().start(); } }
            """);

        assertThat(service(read, "backend").protocol()).isEqualTo(Protocol.TCP);
    }

    @Test
    void namesAndVersionsOfPluginsMayStandInGradlesProperties() throws IOException {
        Reading read = read("""
            === gradle.properties
            quarkusPluginId=io.quarkus
            quarkusPluginVersion=3.30.1
            quarkusPlatformGroupId=io.quarkus.platform
            quarkusPlatformArtifactId=quarkus-bom
            quarkusPlatformVersion=3.30.1
            === settings.gradle
            pluginManagement { plugins { id "${quarkusPluginId}" version "${quarkusPluginVersion}" } }
            === build.gradle
            plugins {
                id 'java'
                id 'io.quarkus'
            }
            dependencies {
                implementation enforcedPlatform("${quarkusPlatformGroupId}:${quarkusPlatformArtifactId}:${quarkusPlatformVersion}")
                implementation 'io.quarkus:quarkus-rest',
                               'io.quarkus:quarkus-arc'
                testImplementation 'io.quarkus:quarkus-junit5'
            }
            java { sourceCompatibility = JavaVersion.VERSION_21 }
            """);

        assertThat(service(read, "backend").description()).isEqualTo("Java 21, Quarkus 3.30");
        assertThat(step(read, "backend", "compile").command().getLast())
                .contains(":quarkusBuild")
                .contains("<artifactId>quarkus-bom</artifactId><version>3.30.1</version><type>pom</type>")
                .contains("<artifactId>quarkus-arc</artifactId>")
                .contains("<artifactId>quarkus-maven-plugin</artifactId><version>3.30.1</version>")
                .doesNotContain("junit");
        assertThat(step(read, "backend", "gradle").command().getLast()).contains("gradle.away");
    }

    @Test
    void whatIsFixedBesideAPlaceholderOfADatasourceIsSetByTheFrameworksOwnVariables() throws IOException {
        Reading read = read("""
            === pom.xml
            <project>
              <dependencies><dependency><artifactId>postgresql</artifactId></dependency></dependencies>
              <build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>
            </project>
            === src/main/resources/application.properties
            spring.datasource.url=jdbc:postgresql://db:5432/${POSTGRES_DB}
            spring.datasource.username=postgres
            spring.datasource.password=${POSTGRES_PASSWORD:secret}
            """);

        assertThat(service(read, "backend").env())
                .extracting(v -> v.name() + " " + Snapshot.shown(v.value()))
                .containsExactly(
                        "POSTGRES_DB DATABASE_URL '{database}'",
                        "POSTGRES_PASSWORD DATABASE_URL '{password}'",
                        "SPRING_DATASOURCE_URL DATABASE_URL 'jdbc:postgresql://{host}:{port}/{database}'",
                        "SPRING_DATASOURCE_USERNAME DATABASE_URL '{user}'");
    }

    @Test
    void aLibraryForMongoDbIsLedToItsServer() throws IOException {
        Reading read = read("""
            === pom.xml
            <project>
              <properties><quarkus.platform.version>3.33.0</quarkus.platform.version></properties>
              <dependencies>
                <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-mongodb-panache</artifactId></dependency>
              </dependencies>
              <build><plugins><plugin><groupId>io.quarkus</groupId><artifactId>quarkus-maven-plugin</artifactId></plugin></plugins></build>
            </project>
            === src/main/java/Shop.java
            class Shop {}
            """);

        assertThat(service(read, "backend").needs()).containsExactly("mongodb");
        assertThat(service(read, "backend").env())
                .extracting(v -> v.name() + " " + v.value())
                .anyMatch(line -> line.startsWith("QUARKUS_MONGODB_CONNECTION_STRING StoreUrl[store=mongodb"));
    }
}
