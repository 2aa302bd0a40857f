package dev.slipway.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.EnvVar;
import dev.slipway.application.MountedFile;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.inventory.Tree;
import dev.slipway.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Compose file gives to the services that are found, and what it starts that nobody finds. */
class ComposedTest {
    private static final String SERVER = """
            === backend/requirements.txt
            flask==3.0.0
            mysql-connector==2.2.9
            === backend/app.py
            import os
            from flask import Flask
            app = Flask(__name__)

            @app.route("/")
            def hello():
                return open(os.environ.get("PASSWORD_FILE", "")).read()
            """;

    @TempDir
    private Path folder;

    private Application read(String tree) throws IOException {
        return Sources.read(Workspace.of(SourceTree.write(tree, folder.resolve("app")), Map.of()));
    }

    private static Service service(Application application, String name) {
        return application.services().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + application.services()));
    }

    @Test
    void variablesThatOnlyTheComposeFileNamesLeadToTheApplicationsOwn() throws IOException {
        Application app = read("""
            === api/go.mod
            module example.org/api
            go 1.24
            === api/main.go
            package main
            import (
                "net/http"
                "github.com/spf13/viper"
            )
            func main() {
                viper.SetEnvPrefix("app")
                viper.AutomaticEnv()
                http.ListenAndServe(":8000", nil)
            }
            === mails/requirements.txt
            flask==3.0.0
            === mails/app.py
            from flask import Flask
            app = Flask(__name__)
            === compose.yaml
            services:
              api:
                build: ./api
                environment:
                  APP_STORE: postgres://${PG_USER:-shop}:${PG_PASSWORD}@db:5432/shop?sslmode=disable
                  APP_STORE_HOST: db
                  APP_STORE_PORT: "5432"
                  APP_STORE_USER: ${PG_USER:-shop}
                  APP_CACHE: cache:6379
                  APP_MAILS: http://mailer:5000/v1
                  APP_MAIL_HOST: mailer
                  APP_CURRENCY: ${CURRENCY:-PKR}
                  APP_SIGNING_KEY: not-for-production
                  APP_ORIGIN: http://localhost:3000
                  PORT: "8000"
              mailer:
                build: ./mails
              db:
                image: postgres:17
                environment:
                  POSTGRES_USER: ${PG_USER:-shop}
                  POSTGRES_PASSWORD: ${PG_PASSWORD}
              cache:
                image: redis:8
            """);
        Service api = service(app, "api");

        assertThat(api.env())
                .extracting(EnvVar::name, EnvVar::value)
                .contains(
                        tuple(
                                "APP_STORE",
                                new Value.StoreUrl(
                                        "postgres",
                                        "postgres://{user}:{password}@{host}:{port}/{database}?sslmode=disable")),
                        tuple("APP_STORE_HOST", new Value.StorePart("postgres", Value.Part.HOST, "")),
                        tuple("APP_STORE_PORT", new Value.StorePart("postgres", Value.Part.PORT, "")),
                        tuple("APP_STORE_USER", new Value.StorePart("postgres", Value.Part.USER, "")),
                        tuple("APP_CACHE", new Value.StoreUrl("redis", "{host}:{port}")),
                        tuple("APP_MAILS", new Value.ServiceUrl("mails", "/v1")),
                        tuple("APP_MAIL_HOST", new Value.Literal("mails")),
                        tuple("APP_CURRENCY", new Value.Literal("PKR")),
                        tuple("APP_SIGNING_KEY", new Value.Secret()));
        assertThat(api.env()).extracting(EnvVar::name).doesNotContain("APP_ORIGIN");
        assertThat(api.needs()).containsExactlyInAnyOrder("mails", "postgres", "redis");
        assertThat(app.missing()).isEmpty();
    }

    @Test
    void aComposeFileBelowTheRootAndDockerfilesBesideTheSourceCountAsWell() throws IOException {
        Application app = read("""
            === server/requirements.txt
            flask==3.0.0
            === server/app.py
            from flask import Flask
            app = Flask(__name__)
            === server/Dockerfile
            FROM python:3.13
            === deploy/docker-compose.test.yml
            services: {tests: {build: ../server, environment: {KIND: test}}}
            === deploy/docker-compose.yml
            x-common: &common
              GREETING: hello
            services:
              app:
                build: {context: .., dockerfile: server/Dockerfile}
                environment:
                  <<: *common
                  KIND: real
            """);

        assertThat(service(app, "server").env())
                .extracting(EnvVar::name, EnvVar::text)
                .containsExactly(tuple("GREETING", "hello"), tuple("KIND", "real"));
    }

    @Test
    void aSecretThatTheDatabaseIsMadeWithIsAFileOfItsPassword() throws IOException {
        Application app = read(SERVER + """
            === compose.yaml
            services:
              backend:
                build: backend
                environment:
                  PASSWORD_FILE: /run/secrets/db-password
                secrets: [db-password]
                depends_on:
                  db: {condition: service_healthy}
              db:
                image: mariadb:11
                environment:
                  - MYSQL_DATABASE=example
                  - MYSQL_ROOT_PASSWORD_FILE=/run/secrets/db-password
                secrets: [db-password]
            secrets:
              db-password:
                file: db/password.txt
            """);
        Service backend = service(app, "backend");

        assertThat(backend.files())
                .containsExactly(new MountedFile(
                        "/run/secrets/db-password",
                        "DB_PASSWORD",
                        new Value.StorePart("mariadb", Value.Part.PASSWORD, ""),
                        "compose.yaml:2"));
        assertThat(backend.needs()).containsExactly("mariadb");
        assertThat(backend.env())
                .contains(new EnvVar(
                        "PASSWORD_FILE",
                        new Value.Literal("/run/secrets/db-password"),
                        false,
                        "compose.yaml:2",
                        EnvVar.Origin.EXAMPLE));
        Service mariadb = service(app, "mariadb");
        assertThat(mariadb.aliases()).containsExactly("db");
        assertThat(mariadb.fixed(Value.Part.USER, "app")).isEqualTo("root");
        assertThat(mariadb.fixed(Value.Part.DATABASE, "app")).isEqualTo("example");
        assertThat(mariadb.fixed(Value.Part.PASSWORD, "")).isEmpty();
        assertThat(app.missing()).isEmpty();
    }

    @Test
    void theStoreIsMadeWithTheAccountThatItsDockerfileNamesAndTheCodeGives() throws IOException {
        Application app = read("""
                === compose.yaml
                services:
                  db:
                    build: db
                  cart:
                    build: cart
                    depends_on: [db]
                  stock:
                    build: stock
                === db/Dockerfile
                FROM mysql:8
                ENV MYSQL_ALLOW_EMPTY_PASSWORD=yes MYSQL_DATABASE=shop MYSQL_USER=clerk MYSQL_PASSWORD=known
                COPY scripts/* /docker-entrypoint-initdb.d/
                === db/scripts/10-goods.sql
                create table goods (name text);
                === db/scripts/convert.sh
                exit 1
                === cart/Dockerfile
                FROM node:22
                === cart/src/package.json
                {"name": "cart", "scripts": {"start": "node server.js"}, "dependencies": {"express": "5.1.0", "mysql2": "3.11.0"}}
                === cart/src/server.js
                const mysql = require('mysql2');
                const stock = process.env.STOCK_HOST || 'stock';
                mysql.createPool({host: process.env.DB_HOST || 'db', user: 'clerk', password: 'known', database: 'shop'});
                require('express')().get('/', (q, r) => fetch(`http://${stock}:3000/`)).listen(3000);
                === stock/package.json
                {"name": "stock", "scripts": {"start": "node server.js"}, "dependencies": {"express": "5.1.0"}}
                === stock/server.js
                require('express')().get('/', (q, r) => r.send('ok')).listen(3000);
                """);

        Service store = service(app, "mariadb");
        assertThat(store.fixed(Value.Part.USER, "")).isEqualTo("clerk");
        assertThat(store.fixed(Value.Part.PASSWORD, "")).isEqualTo("known");
        assertThat(store.database("other")).isEqualTo("shop");
        assertThat(Stores.of("mariadb")
                        .plan(Tree.of(folder.resolve("app"), () -> ""), store)
                        .source())
                .containsExactly("db/scripts/10-goods.sql");
        assertThat(app.services())
                .filteredOn(s -> s.dir().equals("cart/src"))
                .singleElement()
                .satisfies(cart -> assertThat(cart.needs()).contains("mariadb", "stock"));
    }

    @Test
    void theDatabaseHasTheNameThatTheComposeFileGivesIt() throws IOException {
        Application app = read("""
                === compose.yaml
                services:
                  db:
                    image: mariadb:10
                    environment: [MYSQL_DATABASE=example, MYSQL_ROOT_PASSWORD=known]
                  api:
                    build: api
                === api/package.json
                {"name": "api", "scripts": {"start": "node server.js"}, "dependencies": {"mysql2": "3.0.0"}}
                === api/server.js
                require('mysql2').createPool({host: process.env.DB_HOST, password: process.env.DB_PASSWORD, database: 'example'});
                require('http').createServer().listen(3000);
                """);

        assertThat(service(app, "mariadb").database("other")).isEqualTo("example");
        assertThat(service(app, "mariadb").fixed(Value.Part.PASSWORD, "")).isEmpty();
    }

    @Test
    void scriptsOfMongoDbsShellRunWhenItsDataIsMade() throws IOException {
        Application app = read("""
                === compose.yaml
                services:
                  mongo:
                    image: mongo:7
                    environment: {MONGO_INITDB_DATABASE: goods}
                    volumes: ["./seed:/docker-entrypoint-initdb.d:ro"]
                  goods:
                    build: goods
                === seed/10-goods.js
                db.goods.insertOne({name: "apple"});
                === goods/package.json
                {"name": "goods", "scripts": {"start": "node server.js"}, "dependencies": {"mongodb": "6.0.0"}}
                === goods/server.js
                new (require('mongodb').MongoClient)(process.env.MONGO_URL);
                require('http').createServer().listen(3000);
                """);

        BuildPlan plan = Stores.of("mongodb").plan(Tree.of(folder.resolve("app"), () -> ""), service(app, "mongodb"));
        assertThat(service(app, "mongodb").database("other")).isEqualTo("goods");
        assertThat(plan.source()).containsExactly("seed/10-goods.js");
        assertThat(plan.run().entrypoint()).containsExactly("/usr/local/bin/start-mongodb");
    }

    @Test
    void aServerThatIsGivenThePagesFolderIsThePageAndAStoresPortIsNotTheProgramsOwn() throws IOException {
        Application app = read("""
                === compose.yaml
                services:
                  site:
                    image: nginx:alpine
                    volumes: ["./pages:/usr/share/nginx/html"]
                  visits:
                    build: visits
                === pages/index.html
                <p>visits</p>
                === visits/package.json
                {"name": "visits", "scripts": {"start": "node server.js"}, "dependencies": {"express": "5.1.0", "redis": "5.0.0"}}
                === visits/server.js
                const redis = require('redis').createClient({host: 'redis', port: 6379});
                require('express')().get('/', (q, r) => r.send('ok')).listen(5000, () => {});
                """);

        assertThat(app.missing()).isEmpty();
        assertThat(service(app, "visits").port()).isEqualTo(5000);
    }

    @Test
    void anotherSecretIsMadeAndAConfigHasItsContent() throws IOException {
        Application app = read(SERVER + """
            === settings.ini
            [server]
            === compose.yaml
            services:
              backend:
                build: backend
                secrets:
                  - source: mail
                    target: mail-key
                configs:
                  - source: settings
                    target: /etc/app/settings.ini
            secrets:
              mail: {file: mail.txt}
            configs:
              settings: {file: ./settings.ini}
            """);

        assertThat(service(app, "backend").files())
                .extracting(MountedFile::path, MountedFile::value)
                .containsExactly(
                        tuple("/run/secrets/mail-key", new Value.Secret()),
                        tuple("/etc/app/settings.ini", new Value.Literal("[server]\n")));
    }

    @Test
    void anImageThatNobodyBuildsIsMissing() throws IOException {
        Application app = read(SERVER + """
            === nginx.conf
            location / { proxy_pass http://backend:5000; }
            === compose.yaml
            services:
              proxy:
                image: nginx:1.29
                volumes: ["./nginx.conf:/etc/nginx/conf.d/default.conf:ro"]
              backend:
                build: backend
                image: shop/backend
              jobs:
                image: shop/backend
              search:
                image: getmeili/meilisearch:v1
              look:
                image: mongo-express
                profiles: [debug]
            """);

        assertThat(app.missing())
                .containsExactly(
                        "compose.yaml:10: search is started from the image getmeili/meilisearch:v1, and nothing"
                                + " here says what it is built of: it is left out");
        assertThat(app.notes()).anyMatch(note -> note.startsWith("compose.yaml:2: proxy only passes requests on"));
    }

    @Test
    void theImageThatTheAuthorPublishesIsWhatIsFound() throws IOException {
        Application app = read(SERVER + """
            === scripts/publish.sh
            docker buildx build -t ghcr.io/team/shop:latest --push .
            === compose.yaml
            services:
              shop:
                image: ghcr.io/team/shop:${TAG:-latest}
              web:
                image: team/app
              other:
                image: ghcr.io/team/other
            """);

        assertThat(app.missing()).singleElement().asString().startsWith("compose.yaml:6: other is started from");
    }

    @Test
    void anApplicationOfImagesAloneIsToldAsSuch() throws IOException {
        SourceTree.write("""
            === compose.yaml
            services:
              blog:
                image: wordpress:latest
              db:
                image: mysql:8
            """, folder.resolve("app"));

        SlipwayFailure failure = catchThrowableOfType(
                SlipwayFailure.class, () -> Sources.read(Workspace.of(folder.resolve("app"), Map.of())));

        assertThat(failure.failure().why()).startsWith("Its Compose file starts images that are made elsewhere");
        assertThat(failure.failure().evidence())
                .startsWith(
                        "compose.yaml:2: blog is started from the image wordpress:latest, and nothing here says what it is"
                                + " built of",
                        "compose.yaml:4: db is started from the image mysql:8, and no service was seen to use it");
    }

    @Test
    void toolsThatLookIntoAStoreAreNone() {
        assertThat(List.of("mongo-express", "prom/mysqld-exporter", "rediscommander/redis-commander", "dpage/pgadmin4"))
                .allMatch(image -> Stores.ofImage(image).isEmpty());
        assertThat(List.of("postgres:17-alpine", "postgis/postgis", "bitnami/mariadb@sha256:1", "redislabs/redismod"))
                .allMatch(image -> Stores.ofImage(image).isPresent());
    }
}
