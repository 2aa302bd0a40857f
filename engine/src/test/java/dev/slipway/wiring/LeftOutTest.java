package dev.slipway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.Application;
import dev.slipway.application.Service;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Compose starts of images that others have made. */
class LeftOutTest {
    private static final String API = """
            === api/package.json
            { "scripts": { "start": "node server.js" } }
            === api/server.js
            require("http").createServer().listen(3000);
            """;

    @TempDir
    private Path folder;

    private Reading reading(String tree) throws IOException {
        return new Reading(Workspace.of(SourceTree.write(tree + API, folder.resolve("shop")), Map.of()), Map.of());
    }

    private Application read(String tree) throws IOException {
        return reading(tree).application();
    }

    @Test
    void aServerThatNobodyBringsUpIsMissing() throws IOException {
        Application application = read("""
            === compose.yaml
            services:
              api: {build: api}
              queue: {image: "rabbitmq:3.8-management-alpine"}
              cache: {image: "redis:7"}
              helper: {image: "mailer:1", profiles: [mail]}
            """);

        assertThat(application.missing())
                .anyMatch(what -> what.startsWith(
                        "compose.yaml:3: queue is started from the image rabbitmq:3.8-management-alpine"));
        assertThat(application.notes()).containsAll(application.missing());
    }

    @Test
    void aServiceThatOnlyManifestsOfItsOwnAddIsAnAddition() throws IOException {
        StringBuilder tree = new StringBuilder();
        for (String name : List.of("cart", "goods", "mails", "rates", "oracle")) {
            tree.append("""
                === NAME/package.json
                {"scripts": {"start": "node server.js"}}
                === NAME/server.js
                require("http").createServer().listen(3000);
                === NAME/Dockerfile
                FROM node:22
                === FOLDER/NAME.yaml
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: NAME}
                spec: {template: {spec: {containers: [{name: server, image: NAME}]}}}
                """.replace("FOLDER", name.equals("oracle") ? "kustomize/components/oracle" : "manifests")
                    .replace("NAME", name));
        }

        Application application = read(tree.toString());
        assertThat(application.services())
                .extracting(Service::name)
                .contains("cart")
                .doesNotContain("oracle");
        assertThat(application.missing()).isEmpty();
        assertThat(application.notes())
                .anyMatch(note -> note.startsWith("kustomize/components/oracle/oracle.yaml")
                        && note.contains("oracle is an addition"));

        tree.append("=== slipway.yaml\nservices: {oracle: {dir: oracle}}\n");
        assertThat(read(tree.toString()).services()).extracting(Service::name).contains("oracle");
    }

    @Test
    void whatTheAuthorPublishesIsWhatTheSourceBecomes() throws IOException {
        String asking = """
            === pages/package.json
            {"scripts": {"start": "node a.js"}, "dependencies": {"pg": "^8.0.0"}}
            === pages/a.js
            new (require("pg").Pool)({ connectionString: process.env.DATABASE_URL });
            require("http").createServer().listen(3000);
            """;
        assertThat(read(asking + """
            === docker-compose.yml
            services:
              statistics:
                image: "ghcr.io/somebody/statistics:latest"
                environment: {DATABASE_URL: "postgresql://a:b@db/c"}
              queue: {image: "rabbitmq:4"}
              db: {image: "postgres:15-alpine"}
            """).missing())
                .singleElement()
                .asString()
                .contains("queue is started from the image rabbitmq:4");
        assertThat(read("""
            === docker-compose.yml
            services:
              web: {image: "somebody/shop:2"}
              search: {image: "getmeili/meilisearch:latest"}
            """).missing())
                .singleElement()
                .asString()
                .contains("search is started from the image getmeili/meilisearch:latest");
    }

    @Test
    void whatIsMountedIntoAProxyTellsWhetherItServesMore() throws IOException {
        String compose = """
            === compose.yaml
            services:
              api: {build: api}
              door:
                image: nginx
                volumes: [{type: bind, source: ./door/nginx.conf, target: /etc/nginx/conf.d/default.conf}]
              edge: {image: "traefik:2.6"}
            === door/nginx.conf
            """;

        assertThat(read(compose + "server { location / { proxy_pass http://api:3000; } }\n")
                        .missing())
                .isEmpty();
        assertThat(read(compose + "server { root /files; }\n").missing())
                .singleElement()
                .asString()
                .contains("door is started from the image nginx");
    }

    @Test
    void aProxyThatServesAPageIsThePageWithItsWays() throws IOException {
        Reading reading = reading("""
            === compose.yaml
            services:
              shelf: {build: api}
              web: {build: web}
            === web/Dockerfile
            FROM nginx:1.21.6
            ENV SHELF_HOST=shelf
            COPY default.conf.template /etc/nginx/conf.d/
            COPY static /usr/share/nginx/html
            === web/default.conf.template
            server {
                location / { root /usr/share/nginx/html; }
                location /api/shelf/ { proxy_pass http://${SHELF_HOST}:8080/; }
            }
            === web/static/index.html
            <script>fetch("/api/shelf/books")</script>
            """);
        Service web = reading.application().services().stream()
                .filter(s -> s.name().equals("web"))
                .findFirst()
                .orElseThrow();

        assertThat(reading.application().missing()).isEmpty();
        assertThat(web.stack()).isEqualTo("static");
        assertThat(web.needs()).contains("api");
        assertThat(reading.plan(web).run().entrypoint()).contains("way=/api/shelf=http://api:3000");
        assertThat(reading.plan(web).source()).contains("web/static/index.html");
    }

    @Test
    void aPageGetsTheWaysOfTheProxyBeforeIt() throws IOException {
        Reading reading = reading("""
            === compose.yaml
            services:
              api: {build: api}
              client: {build: web}
              door:
                image: nginx
                volumes: ["./door/default.conf:/etc/nginx/conf.d/default.conf"]
            === door/default.conf
            upstream client { server client:3000; }
            upstream api { server api:3000; }
            server {
                location / { proxy_pass http://client; }
                location /api { rewrite /api/(.*) /$1 break; proxy_pass http://api; }
            }
            === web/index.html
            <script>fetch("/api/books")</script>
            """);
        Service web = reading.application().services().stream()
                .filter(s -> s.name().equals("web"))
                .findFirst()
                .orElseThrow();

        assertThat(reading.application().missing()).isEmpty();
        assertThat(reading.plan(web).run().entrypoint()).contains("way=/api=http://api:3000");
    }
}
