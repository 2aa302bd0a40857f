package dev.slipway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the author says of how a program starts, and what the program keeps by itself. */
class AuthorsStartTest {
    @TempDir
    private Path folder;

    private Reading read(String tree) throws IOException {
        return new Reading(Workspace.of(SourceTree.write(tree, folder.resolve("app")), Map.of()), Map.of());
    }

    private static Service service(Application application, String name) {
        return application.services().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + application.services()));
    }

    @Test
    void aStartScriptIsEnoughWhateverTheProgramIsMadeWith() throws IOException {
        Reading read = read("""
            === package.json
            { "scripts": { "start": "node src/index.js" }, "dependencies": { "mystery-server": "^1.0.0" } }
            === src/index.js
            require("mystery-server").run({ at: process.env.PORT ?? 4000 });
            """);
        Service backend = service(read.application(), "backend");

        assertThat(read.plan(backend).run().entrypoint()).endsWith("src/index.js");
    }

    @Test
    void aProgramOfAPackageIsStartedByNode() throws IOException {
        Reading read = read("""
            === package.json
            { "scripts": { "build": "x", "start": "remix-serve build/server/index.js" },
              "dependencies": { "@remix-run/serve": "^2.0.0" } }
            === app/root.tsx
            export default () => null;
            """);
        Service backend = service(read.application(), "backend");

        assertThat(read.plan(backend).run().entrypoint())
                .endsWith("node_modules/.bin/remix-serve", "build/server/index.js");
    }

    @Test
    void aScriptForDevelopersAloneIsNoService() throws IOException {
        Reading read = read("""
            === package.json
            { "scripts": { "start": "turbo run start" }, "devDependencies": { "turbo": "^2.0.0" } }
            === api/package.json
            { "scripts": { "start": "node server.js" } }
            === api/server.js
            require("http").createServer().listen(3000);
            """);

        assertThat(read.application().services()).extracting(Service::name).containsExactly("api");
    }

    @Test
    void whatRunsBeforeTheStartMigrates() throws IOException {
        Reading read = read("""
            === package.json
            { "scripts": { "prestart": "knex migrate:latest", "start": "node server.js" },
              "dependencies": { "express": "^4.0.0", "knex": "^3.0.0", "pg": "^8.0.0" } }
            === server.js
            require("express")().listen(process.env.PORT || 3000);
            require("knex")({ client: "pg", connection: process.env.DATABASE_URL });
            """);

        assertThat(service(read.application(), "backend").migrate())
                .endsWith("node_modules/.bin/knex", "migrate:latest");
    }

    @Test
    void whatBuildsBeforeTheStartDoesNotMigrate() throws IOException {
        Reading read = read("""
            === package.json
            { "scripts": { "prestart": "npm run build", "build": "tsc", "start": "tsc && node dist/server.js" } }
            === server.ts
            import http from "http"; http.createServer().listen(3000);
            """);

        assertThat(service(read.application(), "backend").migrate()).isEmpty();
    }

    @Test
    void allProgramsOfAProcessFileAreServices() throws IOException {
        Application application = read("""
            === package.json
            { "scripts": { "start": "pm2-runtime start ecosystem.config.js" }, "dependencies": { "pm2": "^5.0.0" } }
            === ecosystem.config.js
            module.exports = { apps: [
              { name: "api", script: "./api/index.js", env: { PORT: 4000 } },
              { name: "mailer", script: "mailer/index.js" },
            ] };
            === api/index.js
            require("http").createServer().listen(process.env.PORT);
            === mailer/index.js
            setInterval(() => console.log("sent"), 5000);
            """).application();

        assertThat(service(application, "api").port()).isEqualTo(4000);
        assertThat(service(application, "mailer").role()).isEqualTo(Role.WORKER);
    }

    @Test
    void aPackageThatIsNamedByItsPlaceIsPartOfTheBuild() throws IOException {
        Reading read = read("""
            === orders/package.json
            { "scripts": { "start": "node server.js" }, "dependencies": { "@pantry/units": "file:../shared" } }
            === orders/server.js
            require("http").createServer().listen(3000); require("@pantry/units");
            === shared/package.json
            { "name": "@pantry/units", "main": "index.js" }
            === shared/index.js
            exports.grams = 1;
            """);
        BuildPlan plan = read.plan(service(read.application(), "orders"));

        assertThat(plan.source()).contains("shared/index.js", "shared/package.json");
    }

    @Test
    void aProgramWithStateInItsMemoryHasOnePod() throws IOException {
        Application application = read("""
            === votes/package.json
            { "scripts": { "start": "node app.js" } }
            === votes/app.js
            const votes = [];
            require("http").createServer(() => {
              votes.push(1);
            }).listen(3000);
            === plain/package.json
            { "scripts": { "start": "node app.js" } }
            === plain/app.js
            const names = ["a", "b"];
            require("http").createServer((q, s) => s.end(names.join())).listen(3001);
            """).application();

        assertThat(service(application, "votes").amendments().single()).isTrue();
        assertThat(service(application, "plain").amendments().single()).isFalse();
        assertThat(application.notes()).anyMatch(note -> note.startsWith("votes/app.js:1: votes keeps state"));
    }

    @Test
    void aFolderThatTheProgramWritesToIsAVolume() throws IOException {
        Reading read = read("""
            === .gitignore
            node_modules/
            api/uploads/
            === api/package.json
            { "scripts": { "start": "node server.js" } }
            === api/server.js
            const folder = require("path").join(__dirname, "uploads");
            require("http").createServer(() => require("fs").mkdirSync(folder)).listen(4000);
            """);
        Service api = service(read.application(), "api");

        assertThat(api.amendments().volumes()).isEqualTo(List.of("/app/uploads"));
        assertThat(read.plan(api).run().writable()).contains(BuildPlan.KEPT, "/app/uploads");
    }

    @Test
    void whatTheComposeFileBuildsAndNobodyBringsUpIsMissing() throws IOException {
        Application application = read("""
            === docker-compose.yml
            services:
              api:
                build: ./api
              ledger:
                build: ./ledger
            === api/package.json
            { "scripts": { "start": "node server.js" } }
            === api/server.js
            require("http").createServer().listen(3000);
            === ledger/Dockerfile
            FROM alpine
            CMD ["ledger"]
            === ledger/main.cob
            IDENTIFICATION DIVISION.
            """).application();

        assertThat(application.missing()).singleElement().asString().contains("ledger is built of ledger");
    }

    @Test
    void whatStandsInACommentIsNotThere() throws IOException {
        Reading read = read("""
            === package.json
            { "scripts": { "start": "node server.js" }, "dependencies": { "express": "^4.0.0" } }
            === server.js
            // app.listen(9999), and key = process.env.OLD_KEY!
            /* new WebSocketServer({ port: 9998 });
               app.get("/healthz", () => process.env.OLDER_KEY!); */
            const help = `
              Set process.env.OLDEST_KEY and call app.listen(9997).
            `;
            app.listen(4000); // app.get("/ready")
            """);
        Service backend = service(read.application(), "backend");

        assertThat(backend.port()).isEqualTo(4000);
        assertThat(backend.env()).isEmpty();
        assertThat(backend.health()).isEqualTo(Health.NONE);
    }

    @Test
    void aProxyBeforeTheServicesIsNoHole() throws IOException {
        String app = """
            === compose.yaml
            services:
              api: {build: api}
              proxy: {build: proxy}
            === api/package.json
            { "scripts": { "start": "node server.js" } }
            === api/server.js
            require("http").createServer().listen(3000);
            === proxy/Dockerfile
            FROM nginx:alpine
            COPY conf /etc/nginx/conf.d/default.conf
            === proxy/conf
            """;

        Application passing = read(app + "server { location / { proxy_pass http://api:3000; } }\n")
                .application();
        assertThat(passing.missing()).isEmpty();
        assertThat(passing.notes()).anyMatch(note -> note.contains("compose.yaml:3: proxy only passes requests on"));

        assertThat(read(app + "server { root /usr/share/nginx/html; }\n")
                        .application()
                        .missing())
                .hasSize(1);
    }
}
