package dev.slipway.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Role;
import dev.slipway.application.Secrecy;
import dev.slipway.application.Service;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourcesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/slipway/wiring");

    @TempDir
    Path folder;

    private static Workspace workspace(Path source) {
        return Workspace.of(source, Map.of("SLIPWAY_HOME", source + "/.slipway/home"));
    }

    private Workspace tree(String text) throws IOException {
        return workspace(SourceTree.write(text, folder.resolve("shop")));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SourcesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** With {@code -Dslipway.golden=write} the expected texts are written anew, for review. */
    private static void expect(String name, Workspace workspace) throws IOException {
        Application application = Sources.read(workspace);
        List<BuildPlan> plans = application.services().stream()
                .map(service -> new Reading(workspace, Map.of()).plan(service))
                .toList();
        String actual = Snapshot.of(application, plans);
        if ("write".equals(System.getProperty("slipway.golden"))) {
            Files.writeString(GOLDEN.resolve(name), actual);
        }
        assertThat(actual).isEqualTo(resource(name));
    }

    @Test
    void aPackageJsonThatCannotBeReadIsNotLeftOut() throws IOException {
        Workspace shop = tree("""
                === backend/main.py
                from fastapi import FastAPI
                app = FastAPI()
                === backend/requirements.txt
                fastapi==0.115.0
                === frontend/package.json
                {
                  "dependencies": {"next": "16.0.0"},,
                }
                """);
        assertThatThrownBy(() -> Sources.read(shop)).isInstanceOfSatisfying(SlipwayFailure.class, e -> {
            assertThat(e.failure().id()).isEqualTo("SLIP-113");
            assertThat(e.failure().why()).contains("frontend/package.json:2");
        });
    }

    @Test
    void ofSeveralPagesPeopleArriveAtTheOneThatIsNotForFew() throws IOException {
        String page = """
                === FOLDER/package.json
                {"scripts": {"build": "vite build"}, "devDependencies": {"vite": "^5.4.0"}}
                === FOLDER/index.html
                <title>FOLDER</title>
                """;

        assertThat(Sources.read(tree(page.replace("FOLDER", "admin") + page.replace("FOLDER", "shop")))
                        .entry()
                        .map(Service::name))
                .contains("shop");
    }

    @Test
    void aServiceOfAWorkspaceTakesItsOwnPackagesAloneWhereverTheyLie() throws IOException {
        String api = """
                === apps/api/package.json
                {"name": "@shop/api", "scripts": {"start": "tsx src/index.ts"},
                 "dependencies": {"express": "^5.0.0"}, "devDependencies": {"tsx": "^4.0.0"}}
                === apps/api/src/index.ts
                import express from "express";
                express().listen(4000);
                """;
        Workspace npm = tree("=== package.json\n{\"workspaces\": [\"apps/*\"]}\n=== package-lock.json\n{}\n" + api);
        BuildPlan plan =
                new Reading(npm, Map.of()).plan(Sources.read(npm).services().getFirst());
        assertThat(plan.steps().get(1).command())
                .last()
                .asString()
                .startsWith("npm install --no-audit --no-fund --workspace=apps/api --include-workspace-root || ");
        assertThat(plan.run().entrypoint()).endsWith("--import", "tsx", "src/index.ts");
        assertThat(plan.run().workdir()).isEqualTo("/app/apps/api");

        Workspace pnpm = workspace(SourceTree.write(
                "=== package.json\n{}\n=== pnpm-workspace.yaml\npackages: [apps/*]\n=== pnpm-lock.yaml\n" + api,
                folder.resolve("pnpm")));
        assertThat(new Reading(pnpm, Map.of())
                        .plan(Sources.read(pnpm).services().getFirst())
                        .steps()
                        .get(1)
                        .command())
                .last()
                .asString()
                .contains("install --frozen-lockfile --filter '@shop/api...' || ");

        assertThat(install("yarn.lock", "__metadata:\n", api)).contains(" yarn workspaces focus '@shop/api' || ");
        assertThat(install("bun.lock", "{}\n", api))
                .contains("bun install --frozen-lockfile --filter './apps/api' || ");
    }

    private String install(String lock, String text, String api) throws IOException {
        Workspace shop = workspace(SourceTree.write(
                "=== package.json\n{\"workspaces\": [\"apps/*\"]}\n=== " + lock + "\n" + text + api,
                folder.resolve(lock)));
        return new Reading(shop, Map.of())
                .plan(Sources.read(shop).services().getFirst())
                .steps()
                .get(1)
                .command()
                .getLast();
    }

    private List<String> refused(String dockerfile) throws IOException {
        Workspace shop = tree("=== Dockerfile\n" + dockerfile + "=== main.f90\nend\n");
        SlipwayFailure failure = catchThrowableOfType(SlipwayFailure.class, () -> Sources.read(shop));
        assertThat(failure.failure().id()).isEqualTo("SLIP-110");
        return failure.failure().evidence();
    }

    @Test
    void whatADockerfileAsksForAndCannotBeHadIsNamedWithItsLine() throws IOException {
        assertThat(refused("FROM mcr.microsoft.com/dotnet/sdk:9.0\nCMD [\"x\"]\n"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Dockerfile:1: FROM mcr.microsoft.com/dotnet/sdk:9.0: Debian has nothing like"));
        assertThat(refused("FROM alpine:3.22\nRUN apk add gfortran\nCMD x\n"))
                .anySatisfy(line -> assertThat(line).startsWith("Dockerfile:1: FROM alpine:3.22: "));
        assertThat(refused("# one\nFROM debian\nCOPY --from=nginx:1 /etc/nginx /etc/nginx\nCMD x\n"))
                .anySatisfy(line -> assertThat(line).startsWith("Dockerfile:3: COPY --from=nginx:1"));
        assertThat(refused("FROM debian\nADD https://example.org/x.tar /x\nCMD x\n"))
                .anySatisfy(line -> assertThat(line).startsWith("Dockerfile:2: ADD https://example.org/x.tar"));
        assertThat(refused("FROM debian\nRUN <<END\nCMD x\n"))
                .anySatisfy(line -> assertThat(line).startsWith("Dockerfile:2: RUN <<END: a script"));
        assertThat(refused("FROM debian\nEXPOSE 80\n"))
                .anySatisfy(line -> assertThat(line).contains("neither CMD nor ENTRYPOINT"));
        assertThat(refused("FROM debian\nCMD x\n"))
                .anySatisfy(line -> assertThat(line).contains("Dockerfile: it has no EXPOSE"));
    }

    /** Names of what lies in a folder and ends as said, without that end. */
    private static List<String> names(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(end))
                    .map(name -> name.substring(0, name.length() - end.length()))
                    .sorted()
                    .toList();
        }
    }

    static List<String> examples() throws IOException {
        return names(Path.of("../examples"), "");
    }

    static List<String> fixtures() throws IOException {
        return names(GOLDEN, ".tree");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExamplesAreFoundAndPlanned(String example) throws IOException {
        expect(example + ".expected", workspace(Path.of("../examples", example)));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theFixturesAreFoundAndPlanned(String fixture) throws IOException {
        expect(fixture + ".expected", tree(resource(fixture + ".tree")));
    }

    @Test
    void ofCopiesOfAnApplicationTheOutermostIsTakenAndOthersOfTheSameNamesStay() throws IOException {
        Function<String, String> web = folder -> """
                === FOLDER/backend/requirements.txt
                fastapi==0.115.6
                === FOLDER/backend/main.py
                from fastapi import FastAPI
                app = FastAPI()
                === FOLDER/frontend/package.json
                {"name": "web", "dependencies": {"next": "15.1.3"}}
                """.replace("FOLDER", folder);
        Application application = Sources.read(tree(web.apply("web") + web.apply("done/web-of-may") + """
                === shop/backend/requirements.txt
                flask==3.1.0
                === shop/backend/shop.py
                from flask import Flask
                app = Flask(__name__)
                === shop/frontend/package.json
                {"name": "shop", "dependencies": {"next": "15.1.3"}}
                === shop/frontend/app/page.tsx
                export default () => null;
                """));
        assertThat(application.services())
                .extracting(Service::dir)
                .containsExactlyInAnyOrder("web/backend", "web/frontend", "shop/backend", "shop/frontend");
        assertThat(application.notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("done/web-of-may, web: the application is there several times; web is taken."));
    }

    @Test
    void codeOfAnyLanguageLeadsToTheServicesThatItCallsAndACommentDoesNot() throws IOException {
        String flask = """
                === NAME/requirements.txt
                flask==3.1.0
                === NAME/app.py
                from flask import Flask
                app = Flask(__name__)
                """;
        Application application =
                Sources.read(tree("""
                === web/index.php
                <?php
                // once http://stock:5000/
                echo file_get_contents("http://prices:5000/");
                """ + flask.replace("NAME", "prices") + flask.replace("NAME", "stock")));
        assertThat(application.services())
                .filteredOn(service -> service.name().equals("web"))
                .singleElement()
                .satisfies(web -> assertThat(web.needs()).containsExactly("prices"));
    }

    @Test
    void noValueOfASecretIsCarriedOn() throws IOException {
        Workspace workspace = tree(resource("decoys.tree"));
        Application application = Sources.read(workspace);
        String everything = application
                + application.services().stream()
                        .map(service ->
                                new Reading(workspace, Map.of()).plan(service).toString())
                        .toList()
                        .toString();
        assertThat(everything).contains("backend/.env:1").doesNotContain("q8ZrXw1T", "real-password", "change-me-in");
    }

    @Test
    void anEmptyFolderIsToldWhatWasLookedFor() throws IOException {
        Failure failure = failure(tree("=== empty/"));
        assertThat(failure.id()).isEqualTo("SLIP-110");
        assertThat(String.join("\n", failure.evidence())).contains("Quarkus", "Next.js", "FastAPI");
        assertThat(failure.fix()).contains("./slipway up FOLDER");
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        assertThat(failure(workspace(folder.resolve("nowhere"))).id()).isEqualTo("SLIP-112");
    }

    @Test
    void allThatIsWrongWithTheSettingsIsToldWithItsLine() throws IOException {
        Failure failure = failure(tree("""
                === slipway.yaml
                nam: shop
                services:
                  backend:
                    port: many
                    stack: cobol
                    needs: postgres
                    env:
                      A: {secret: true, service: b}
                      B: [1, 2]
                  Bad_Name: {}
                source: nowhere
                """));
        assertThat(failure.id()).isEqualTo("SLIP-111");
        assertThat(failure.evidence())
                .anySatisfy(line -> assertThat(line).startsWith("slipway.yaml:1: nam: unknown"))
                .anySatisfy(line -> assertThat(line).startsWith("slipway.yaml:4: services.backend.port"))
                .anySatisfy(line -> assertThat(line).startsWith("slipway.yaml:5: services.backend.stack: cobol"))
                .anySatisfy(line -> assertThat(line).startsWith("slipway.yaml:6: services.backend.needs"))
                .anySatisfy(line -> assertThat(line).startsWith("slipway.yaml:9: services.backend.env.B"))
                .anySatisfy(line -> assertThat(line).startsWith("slipway.yaml:10: services.Bad_Name"))
                .anySatisfy(line -> assertThat(line).startsWith("slipway.yaml:11: source: there is no folder"));
    }

    @Test
    void aWaiverNeedsAReasonAndAnEnd() throws IOException {
        assertThat(failure(tree("""
                === slipway.yaml
                scan:
                  severity: awful
                  waivers:
                    - id: CVE-1
                      until: 2027-01-31
                    - id: CVE-2
                      reason: not reachable
                      until: soon
                """)).evidence())
                .anySatisfy(line -> assertThat(line).startsWith("slipway.yaml:2: scan.severity: awful is not one of"))
                .anySatisfy(line -> assertThat(line).isEqualTo("slipway.yaml:4: scan.waivers: reason is wanted"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("slipway.yaml:8: scan.waivers.until: soon is no day such as 2027-01-31"));
    }

    @Test
    void brokenYamlIsToldWithItsLine() throws IOException {
        assertThat(failure(tree("=== slipway.yaml\nname: shop\nservices: [")).evidence())
                .singleElement()
                .asString()
                .startsWith("slipway.yaml:");
    }

    @Test
    void aListThatHoldsItselfIsToldWithItsLine() throws IOException {
        assertThat(failure(tree("=== slipway.yaml\nname: shop\nservices: &all\n  web: [*all]"))
                        .evidence())
                .singleElement()
                .asString()
                .startsWith("slipway.yaml:");
    }

    private static final String SMALL = """
            === app/api/requirements.txt
            fastapi==0.115.6
            uvicorn==0.34.0
            === app/api/main.py
            import os
            app = FastAPI()
            LEVEL = os.getenv("LOG_LEVEL", "info")
            """;

    @Test
    void settingsWinOverWhatIsFoundAndTheCommandLineOverSettings() throws IOException {
        Workspace workspace = tree(SMALL + """
                === app/slipway.yaml
                name: My Shop
                services:
                  api:
                    port: 9001
                    health: {ready: /up}
                    migrate: [/usr/bin/python3, -m, migrate]
                    patient: true
                    env:
                      LOG_LEVEL: debug
                      TOKEN_KEY: {secret: true}
                      SELF: {public: true}
                      DB: {database: "postgresql+psycopg://{user}:{password}@{host}:{port}/{database}"}
                === slipway.yaml
                source: app
                """);
        assertThat(Sources.root(workspace).source())
                .isEqualTo(workspace.source().resolve("app"));

        Application application =
                Sources.read(workspace, Map.of("services.api.env.LOG_LEVEL", "trace", "services.api.port", "9002"));
        assertThat(application.name()).isEqualTo("my-shop");
        Service api = application.services().getFirst();
        assertThat(api.port()).isEqualTo(9002);
        assertThat(api.health().ready()).isEqualTo("/up");
        assertThat(api.migrate()).containsExactly("/usr/bin/python3", "-m", "migrate");
        assertThat(api.patient()).isTrue();
        assertThat(api.needs()).containsExactly("postgres");
        assertThat(api.env())
                .extracting(v -> v.name() + " " + Snapshot.shown(v.value()).replace("'", ""))
                .containsExactly(
                        "DB DATABASE_URL postgresql+psycopg://{user}:{password}@{host}:{port}/{database}",
                        "LOG_LEVEL LITERAL trace",
                        "SELF PUBLIC_URL ",
                        "TOKEN_KEY SECRET ");
        assertThat(application.service(Role.DATABASE)).isPresent();
        assertThat(new Reading(workspace, Map.of()).plan(api).run().entrypoint())
                .containsSequence("--port", "9002");
    }

    @Test
    void settingsOfADevelopmentProfileAreNotThoseOfProduction() throws IOException {
        Workspace workspace = tree("""
                === spring/build.gradle.kts
                plugins { id("org.springframework.boot") version "3.5.0" }
                === spring/src/main/resources/application.yml
                spring:
                  application: {name: "@project.name@"}
                  version: @project.version@
                mail:
                  hosts:
                    - ${MAIL_HOST:mail.example.org}
                ---
                spring:
                  config:
                    activate:
                      on-profile: dev, test
                server:
                  port: 9999
                mail:
                  token: ${DEV_ONLY_TOKEN}
                ---
                spring.config.activate.on-profile: "!dev"
                server.port: 8081
                === quarkus/pom.xml
                <project>
                  <artifactId>quarkus</artifactId>
                  <dependencies>
                    <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency>
                  </dependencies>
                  <build><plugins><plugin><artifactId>quarkus-maven-plugin</artifactId></plugin></plugins></build>
                </project>
                === quarkus/src/main/resources/application.yaml
                quarkus:
                  http:
                    port: 8085
                "%dev":
                  quarkus:
                    http: {port: 9999}
                  token: ${DEV_ONLY_TOKEN}
                """);
        List<Service> services = Sources.read(workspace).services();
        assertThat(services).extracting(s -> s.name() + " " + s.port()).contains("spring 8081", "quarkus 8085");
        assertThat(services.stream().flatMap(s -> s.env().stream()))
                .extracting(EnvVar::name)
                .contains("MAIL_HOST")
                .doesNotContain("DEV_ONLY_TOKEN");
    }

    @Test
    void aValueThatAPersonGivesHoldsWhateverItsNameSays() throws IOException {
        Workspace workspace = tree("""
                === app/api/requirements.txt
                fastapi==0.115.6
                uvicorn==0.34.0
                psycopg==3.2.3
                === app/api/main.py
                import os
                app = FastAPI()
                KEY = os.environ["OPENAI_API_KEY"]
                SECRET = os.environ["JWT_SECRET"]
                DB = os.environ["DATABASE_URL"]
                OTHER = os.getenv("STRIPE_API_KEY", "in-the-code")
                === app/worker/requirements.txt
                fastapi==0.115.6
                uvicorn==0.34.0
                === app/worker/main.py
                import os
                app = FastAPI()
                SECRET = os.environ["JWT_SECRET"]
                === app/slipway.yaml
                services:
                  api:
                    env:
                      DATABASE_URL: postgresql://me:word@db.example.org/shop
                      WORKER: http://worker:8000/jobs
                === slipway.yaml
                source: app
                """);

        Application application = Sources.read(
                workspace,
                Map.of("services.api.env.OPENAI_API_KEY", "my-key", "services.api.env.JWT_SECRET", "my-secret"));

        Service api = application.services().getFirst();
        assertThat(api.env())
                .extracting(v -> v.name() + " " + Snapshot.shown(v.value()).replace("'", ""))
                .containsExactly(
                        "DATABASE_URL LITERAL postgresql://me:word@db.example.org/shop",
                        "JWT_SECRET LITERAL my-secret",
                        "OPENAI_API_KEY LITERAL my-key",
                        "STRIPE_API_KEY LITERAL ",
                        "WORKER LITERAL http://worker:8000/jobs");
        assertThat(api.env())
                .filteredOn(Secrecy::needed)
                .extracting(EnvVar::name)
                .doesNotContain("WORKER")
                .hasSize(4);
        assertThat(api.needs()).containsExactly("worker");
        assertThat(application.service(Role.DATABASE)).isEmpty();
        assertThat(application.notes())
                .anySatisfy(note -> assertThat(note).contains("JWT_SECRET is given to api only"))
                .noneSatisfy(note -> assertThat(note).contains("OPENAI_API_KEY"));
    }

    @Test
    void anUnknownSettingOnTheCommandLineIsRefused() throws IOException {
        Workspace workspace = tree(SMALL);
        SlipwayFailure refused = catchThrowableOfType(
                SlipwayFailure.class, () -> Sources.read(workspace, Map.of("services.api.color", "red")));
        assertThat(refused.failure().id()).isEqualTo("SLIP-111");
        assertThat(refused.failure().why()).contains("--set services.api.color=red");
    }

    @Test
    void aJdkIsFoundByItsReleaseAndNeverAnOlderOne() throws IOException {
        Path home = folder.resolve("home");
        for (int release : List.of(21, 26)) {
            Path jdk = home.resolve(".jdks/jdk-" + release);
            Files.createDirectories(jdk.resolve("bin"));
            Files.createFile(jdk.resolve("bin/javac")).toFile().setExecutable(true);
            Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + release + ".0.1\"\n");
        }
        Workspace workspace = Workspace.of(folder, Map.of("HOME", home.toString()));
        assertThat(Sources.jdk(workspace, 26)).contains(home.resolve(".jdks/jdk-26"));
        assertThat(Sources.jdk(workspace, 99)).isEmpty();
    }

    private static Failure failure(Workspace workspace) {
        return catchThrowableOfType(SlipwayFailure.class, () -> Sources.read(workspace))
                .failure();
    }
}
