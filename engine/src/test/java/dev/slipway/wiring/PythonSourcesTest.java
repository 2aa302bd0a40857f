package dev.slipway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Service;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Python services are found in a source, and how they start. */
class PythonSourcesTest {
    private static final String FASTAPI = """
        === requirements.txt
        fastapi==0.115.6
        uvicorn==0.34.0
        """;

    @TempDir
    Path folder;

    private Workspace tree(String text) throws IOException {
        Path source = SourceTree.write(text, folder.resolve("shop"));
        return Workspace.of(source, Map.of("SLIPWAY_HOME", source + "/.slipway/home"));
    }

    private static BuildPlan plan(Workspace shop, String service) {
        Reading reading = new Reading(shop, Map.of());
        return reading.plan(reading.application().services().stream()
                .filter(s -> s.name().equals(service))
                .findFirst()
                .orElseThrow());
    }

    private BuildPlan backend(String text) throws IOException {
        return plan(tree(text), "backend");
    }

    private static String started(BuildPlan plan) {
        return String.join(
                " ", plan.run().entrypoint().subList(2, plan.run().entrypoint().size()));
    }

    @Test
    void serversOfOneSourceAreServicesOfTheirOwn() throws IOException {
        Workspace clinic = tree(FASTAPI + """
            === docker-compose.yml
            services:
              visits:
                build: .
                command: uvicorn services.visits.main:app --host 0.0.0.0 --port 8000
                ports: ["8000:8000"]
              people:
                build: .
                command: ["uvicorn", "services.people.main:app", "--port=8001", "--workers", "2", "--reload"]
                ports: ["8001:8001"]
            === services/visits/main.py
            import os
            from fastapi import FastAPI
            PEOPLE_URL = os.environ.get("PEOPLE_URL", "http://localhost:8001")
            app = FastAPI()
            === services/people/main.py
            from fastapi import FastAPI
            app = FastAPI()
            @app.get("/people/health")
            def health():
                return {}
            """);

        List<Service> services = Sources.read(clinic).services();
        assertThat(services).extracting(Service::name).containsExactly("people", "visits");
        assertThat(services).extracting(Service::port).containsExactly(8001, 8000);
        assertThat(services.getLast().needs()).containsExactly("people");
        assertThat(services.getFirst().env()).extracting(EnvVar::name).doesNotContain("PEOPLE_URL");
        assertThat(started(plan(clinic, "people")))
                .isEqualTo("uvicorn services.people.main:app --workers 2 --host 0.0.0.0 --port 8001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gunicorn --workers 2 --bind 0.0.0.0:$PORT wsgi:app | gunicorn --bind 0.0.0.0:5000 --workers 2"
                        + " wsgi:app",
                "gunicorn wsgi:app -b :${PORT:-9000} --daemon | gunicorn --bind 0.0.0.0:9000 --threads 8"
                        + " --access-logfile - wsgi:app",
                "FLASK_APP=wsgi.py flask run --host=0.0.0.0 | gunicorn --bind 0.0.0.0:5000 --threads 8"
                        + " --access-logfile - wsgi:app",
                "flask --app wsgi run | gunicorn --bind 0.0.0.0:5000 --threads 8 --access-logfile - wsgi:app",
                "python wsgi.py | gunicorn --bind 0.0.0.0:5000 --threads 8 --access-logfile - wsgi:app",
                "./start.sh | gunicorn --bind 0.0.0.0:5000 -k gevent wsgi:app",
                "waitress-serve --port=8080 --call shop:create_shop | waitress --listen=*:8080 --call shop:create_shop",
                "uv run --no-dev python -m gunicorn 'shop:create_app(\"production\")' | gunicorn --bind 0.0.0.0:5000"
                        + " --threads 8 --access-logfile - shop:create_app(\"production\")"
            })
    void itStartsAsItsAuthorStartsIt(String said, String expected) throws IOException {
        assertThat(started(backend("""
            === requirements.txt
            flask==3.1.0
            gunicorn==23.0.0
            === start.sh
            #!/bin/sh
            set -e
            exec gunicorn -k gevent \\
              wsgi:app
            === shop/__init__.py
            from flask import Flask
            def create_app(name):
                app = Flask(name)
                return app
            === wsgi.py
            from shop import create_app
            app = create_app("production")
            === Procfile
            web: %s
            """.formatted(said)))).isEqualTo(expected);
    }

    @Test
    void aFactoryThatWantsArgumentsIsNotCalledWithout() throws IOException {
        assertThat(started(backend("""
            === requirements.txt
            flask==3.1.0
            === shop/__init__.py
            from flask import Flask
            def create_app(config_name):
                app = Flask(__name__)
                return app
            === wsgi.py
            from shop import create_app
            app = create_app("production")
            """))).endsWith(" wsgi:app");
    }

    @Test
    void aProgramThatServesByItselfNeedsNoUsualNameBesideItsManifest() throws IOException {
        assertThat(backend("""
            === setup.cfg
            [options]
            install_requires =
                tornado>=6
            === hello.py
            import tornado
            async def main():
                tornado.web.Application([]).listen(8888)
            """).run().entrypoint()).endsWith("hello.py");
    }

    @Test
    void whatImportsItsNeighboursIsAPartOfAPackage() throws IOException {
        BuildPlan plan = plan(tree("""
            === backend/requirements.txt
            fastapi==0.115.6
            === backend/main.py
            from fastapi import FastAPI
            from .db import engine
            app = FastAPI()
            === backend/db.py
            engine = None
            """), "backend");

        assertThat(started(plan)).startsWith("uvicorn backend.main:app ");
        assertThat(plan.layers().getLast().copies()).contains(new Copy("backend", "/app/backend"));
    }

    @Test
    void aFolderMayHaveAnotherNameInItsImage() throws IOException {
        BuildPlan plan = plan(tree("""
            === server/requirements.txt
            fastapi==0.115.6
            === server/Dockerfile
            FROM python:3.13-slim
            WORKDIR /code
            COPY . ./app
            CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "80"]
            === server/main.py
            from fastapi import FastAPI
            from .db import engine
            app = FastAPI()
            === server/db.py
            engine = None
            """), "server");

        assertThat(started(plan)).isEqualTo("uvicorn app.main:app --host 0.0.0.0 --port 8000");
        assertThat(plan.layers().getLast().copies()).contains(new Copy("server", "/app/app"));
    }

    @Test
    void modulesFromBesideTheFolderAreInTheImage() throws IOException {
        BuildPlan plan = plan(tree("""
            === api/requirements.txt
            fastapi==0.115.6
            === api/main.py
            from fastapi import FastAPI
            from settings import NAME
            from shared.money import price
            app = FastAPI()
            === api/settings.py
            NAME = "shop"
            === shared/money.py
            def price():
                return 1
            === shared/tests/test_money.py
            === page/index.html
            <title>Shop</title>
            """), "api");

        assertThat(plan.source()).contains("shared/money.py").doesNotContain("shared/tests/test_money.py");
        assertThat(plan.layers().getLast().copies()).contains(new Copy("shared", "/app/shared"));
        assertThat(plan.run().env()).containsEntry("PYTHONPATH", "/app/deps:/app");
    }

    @Test
    void commentsAndDocstringsAreNoCode() throws IOException {
        Service service = Sources.read(tree(FASTAPI + """
            === main.py
            \"""
            app = FastAPI()
            os.environ["IN_A_DOCSTRING"]
            @app.get("/healthz")
            \"""
            import os
            from fastapi import FastAPI
            server = FastAPI()
            URL = "https://example.org/#top"  # os.environ["IN_A_COMMENT"]
            KEY = os.environ["REAL"]
            """)).services().getFirst();

        assertThat(service.evidence()).last().asString().endsWith("main.py:8 main:server");
        assertThat(service.env()).extracting(EnvVar::name).containsExactly("REAL");
        assertThat(service.health().live()).isEmpty();
    }

    @Test
    void aHealthPathHasThePrefixesOfAllPlacesWhereItsRouterIsMounted() throws IOException {
        assertThat(live("""
            === app/main.py
            from fastapi import FastAPI
            from app.api.v1 import api_router
            from app.core import settings
            app = FastAPI()
            app.include_router(api_router, prefix=settings.API_PREFIX)
            === app/core.py
            class Settings:
                API_PREFIX: str = "/api/v1"
            settings = Settings()
            === app/api/v1/__init__.py
            from .routers import router as api_router
            === app/api/v1/routers.py
            from fastapi import APIRouter
            from app.api.v1 import status
            router = APIRouter()
            router.include_router(status.router)
            === app/api/v1/status.py
            from fastapi import APIRouter
            router = APIRouter(prefix="/health")
            @router.get("/live")
            def live():
                return {}
            """)).isEqualTo("/api/v1/health/live");
    }

    @Test
    void ofARouterThatIsMountedNowhereKnownNoPathIsTaken() throws IOException {
        String app = """
            === app/main.py
            import os
            from fastapi import FastAPI
            from app import status
            app = FastAPI()
            PREFIX
            === app/status.py
            from fastapi import APIRouter
            router = APIRouter()
            @router.get("/health")
            def health():
                return {}
            """;

        assertThat(live(app.replace("PREFIX", ""))).isEmpty();
        assertThat(live(app.replace("PREFIX", "app.include_router(status.router, prefix=os.environ['BASE'])")))
                .isEmpty();
        assertThat(live(app.replace("PREFIX", "app.include_router(status.router, prefix='/api')")))
                .isEqualTo("/api/health");
    }

    private String live(String app) throws IOException {
        return Sources.read(tree(FASTAPI + app)).services().getFirst().health().live();
    }

    @Test
    void ofABlueprintThePrefixOfItsRegistrationHolds() throws IOException {
        assertThat(Sources.read(tree("""
            === requirements.txt
            flask==3.1.0
            === shop/__init__.py
            from flask import Flask
            def create_app():
                app = Flask(__name__)
                from shop.status import bp as status
                app.register_blueprint(status, url_prefix="/api")
                return app
            === shop/status.py
            from flask import Blueprint
            bp = Blueprint("status", __name__, url_prefix="/elsewhere")
            @bp.route("/health")
            def health():
                return {}
            """)).services().getFirst().health().live())
                .isEqualTo("/api/health");
    }

    @Test
    void debianPackagesThatTheSourceAsksForAreInTheImage() throws IOException {
        assertThat(backend(FASTAPI + """
            === main.py
            from fastapi import FastAPI
            app = FastAPI()
            === Aptfile
            # for python-magic
            libmagic1
            === Dockerfile
            FROM python:3.13 AS build
            RUN apt-get update && apt-get install -y rustc
            FROM python:3.13-slim
            RUN apt-get update && apt-get install -y --no-install-recommends \\
                gcc libpq-dev \\
                poppler-utils=24.* && rm -rf /var/lib/apt/lists/*
            """).packages())
                .contains("libmagic1", "poppler-utils")
                .doesNotContain("gcc", "libpq-dev", "rustc");
    }

    @Test
    void aProgramThatServesByItselfIsAServiceWhereItsAuthorSaysSo() throws IOException {
        Workspace shop = tree("""
            === requirements.txt
            aiohttp==3.11.11
            === Procfile
            web: python -u server.py --verbose
            === server.py
            import os
            from aiohttp import web
            app = web.Application()
            web.run_app(app, port=int(os.environ.get("PORT", 8080)))
            """);

        assertThat(Sources.read(shop).services().getFirst().port()).isEqualTo(8080);
        assertThat(plan(shop, "backend").run().entrypoint())
                .containsExactly("/usr/bin/python3", "server.py", "--verbose");
        assertThat(plan(shop, "backend").run().env()).containsEntry("PORT", "8080");
    }

    private static final String WORKSPACE = """
        === pyproject.toml
        [project]
        name = "depot"
        version = "1"
        dependencies = []
        [tool.uv]
        package = false
        [tool.uv.workspace]
        members = ["apps/*", "packages/*"]
        === uv.lock
        version = 1
        [[package]]
        name = "depot-api"
        version = "0.4.0"
        source = { editable = "apps/api" }
        dependencies = [{ name = "depot-pricing" }, { name = "fastapi", extra = ["standard"] }]
        [[package]]
        name = "depot-labels"
        version = "0.7.2"
        source = { editable = "apps/labels" }
        dependencies = [{ name = "fastapi" }, { name = "redis" }]
        [[package]]
        name = "depot-pricing"
        version = "1.1.0"
        source = { editable = "packages/pricing" }
        [[package]]
        name = "fastapi"
        version = "0.115.6"
        wheels = [{ url = "https://example.org/fastapi-0.115.6-py3-none-any.whl" }]
        [package.optional-dependencies]
        standard = [{ name = "uvicorn" }]
        [[package]]
        name = "redis"
        version = "5.2.1"
        [[package]]
        name = "uvicorn"
        version = "0.34.0"
        === packages/pricing/pyproject.toml
        [project]
        name = "depot-pricing"
        version = "1.1.0"
        [build-system]
        requires = ["hatchling"]
        === packages/pricing/src/depot_pricing/__init__.py
        PRICE = 1
        === apps/api/pyproject.toml
        [project]
        name = "depot-api"
        version = "0.4.0"
        dependencies = ["fastapi[standard]", "depot-pricing"]
        [build-system]
        requires = ["hatchling"]
        === apps/api/src/depot_api/main.py
        from fastapi import FastAPI
        from depot_pricing import PRICE
        app = FastAPI()
        === apps/labels/pyproject.toml
        [project]
        name = "depot-labels"
        version = "0.7.2"
        dependencies = ["fastapi", "redis"]
        [build-system]
        requires = ["hatchling"]
        === apps/labels/src/depot_labels/main.py
        from importlib.metadata import version
        from fastapi import FastAPI
        app = FastAPI(version=version("depot-labels"))
        """;

    private static String step(BuildPlan plan, String name) {
        return plan.steps().stream()
                .filter(step -> step.name().equals(name))
                .map(step -> String.join(" ", step.command()))
                .findFirst()
                .orElse("");
    }

    @Test
    void packagesOfAWorkspaceAreInstalledWhereAServiceNeedsThem() throws IOException {
        Workspace depot = tree(WORKSPACE);
        BuildPlan api = plan(depot, "api");

        assertThat(step(api, "packages")).endsWith(" --no-deps --no-sources ./packages/pricing");
        assertThat(api.source()).contains("packages/pricing/src/depot_pricing/__init__.py");
        assertThat(api.layers().getLast().copies()).contains(new Copy(".built/packages", "/app/packages"));
        assertThat(api.run().env()).containsEntry("PYTHONPATH", "/app/deps:/app/packages:/app/src");
        assertThat(step(api, "dependencies")).doesNotContain("uvicorn");
        assertThat(step(plan(depot, "labels"), "packages")).endsWith(" ./apps/labels");
        assertThat(Sources.read(depot).notes())
                .anyMatch(note -> note.startsWith("apps/labels/pyproject.toml: uvicorn is not among"))
                .noneMatch(note -> note.startsWith("apps/api/pyproject.toml: uvicorn is not among"));
    }

    @Test
    void aLockThatDoesNotNameTheProjectIsNotItsLock() throws IOException {
        BuildPlan plan = plan(tree(WORKSPACE + """
            === tools/ping/pyproject.toml
            [project]
            name = "ping"
            version = "1"
            dependencies = ["fastapi>=0.115"]
            === tools/ping/main.py
            from fastapi import FastAPI
            app = FastAPI()
            """), "ping");

        assertThat(step(plan, "lock")).startsWith("uv pip compile ").contains(" pyproject.toml ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-               | -     | trixie",
                "'>=3.9'         | -     | trixie",
                "'>=3.10,<3.13'  | -     | bookworm",
                "'>=3.14'        | -     | forky",
                "'~=3.11.0'      | -     | bookworm",
                "'^3.10'         | -     | trixie",
                "'==3.11.*'      | -     | bookworm",
                "'>=3.12,<3.13'  | -     | trixie",
                "-               | 3.11  | bookworm",
                "-               | 3.12  | trixie",
                "-               | 3.14.1| forky",
                "-               | 3.8   | bookworm",
                "'>=3.12'        | 3.11  | trixie"
            })
    void theReleaseIsWhatTheAuthorSaysAndDebianHas(String range, String told, String suite) throws IOException {
        assertThat(plan(
                                tree("""
                                    === api/pyproject.toml
                                    [project]
                                    name = "api"
                                    dependencies = ["fastapi==0.115.6"]
                                    %s
                                    === api/.python-version
                                    %s
                                    === api/main.py
                                    from fastapi import FastAPI
                                    app = FastAPI()
                                    """.formatted(
                                                range == null ? "" : "requires-python = \"" + range + "\"",
                                                told == null ? "" : told)),
                                "api")
                        .suite())
                .isEqualTo(suite);
    }

    @Test
    void otherReleasesAreTriedWhereTheFirstOneFails() throws IOException {
        String app = FASTAPI + "=== main.py\nfrom fastapi import FastAPI\napp = FastAPI()\n";
        Reading reading = new Reading(tree(app), Map.of());
        assertThat(reading.ways(reading.application().services().getFirst())).isEqualTo(4);

        String settings = "=== slipway.yaml\nservices:\n  backend:\n    ";
        assertThat(backend(app + settings + "way: 1\n").suite()).isEqualTo("bookworm");
        Reading second = new Reading(tree(app + settings + "way: 1\n"), Map.of());
        assertThat(second.ways(second.application().services().getFirst())).isEqualTo(4);
        assertThat(second.proposals().get("backend"))
                .satisfies(proposal -> assertThat(proposal.further()).hasSize(2));
        assertThat(backend(app + settings + "release: 3.14\n").suite()).isEqualTo("forky");
    }

    @Test
    void indexesOfItsOwnReachTheInstallation() throws IOException {
        assertThat(step(backend("""
            === requirements.txt
            --extra-index-url https://wheels.example.org/cpu
            fastapi==0.115.6
            torch==2.13.0+cpu
            === main.py
            from fastapi import FastAPI
            app = FastAPI()
            """), "dependencies"))
                .contains(" --extra-index-url https://wheels.example.org/cpu --index-strategy unsafe-best-match ");
    }

    @Test
    void theLocksOfPoetryAndPipenvFixVersions() throws IOException {
        assertThat(step(backend("""
            === Pipfile
            [packages]
            fastapi = "*"
            psycopg2 = {version = "*", markers = "sys_platform == 'linux'"}
            === Pipfile.lock
            {"default": {"fastapi": {"version": "==0.115.6", "hashes": []}, "starlette": {"version": "==0.41.3"}}}
            === main.py
            from fastapi import FastAPI
            app = FastAPI()
            """), "constraints"))
                .contains("printf '%s\\n' 'fastapi==0.115.6' 'starlette==0.41.3' > ");
    }

    @Test
    void foldersOfTheRepositoryThatRequirementsNameAreInstalled() throws IOException {
        BuildPlan plan = plan(tree("""
            === api/requirements.txt
            -r base.txt
            -e ../libs/kit
            -e .
            === api/base.txt
            fastapi==0.115.6
            === api/main.py
            from fastapi import FastAPI
            app = FastAPI()
            === libs/kit/setup.py
            from setuptools import setup
            setup(name="kit")
            === libs/kit/kit.py
            """), "api");

        assertThat(step(plan, "requirements")).contains("'fastapi==0.115.6' './libs/kit'");
        assertThat(plan.source()).contains("libs/kit/setup.py", "libs/kit/kit.py");
    }

    @Test
    void whereMigrationsFailOnAnEmptyDatabaseTheCodeMakesItsTables() throws IOException {
        Workspace shop = tree("""
            === requirements.txt
            fastapi==0.115.6
            sqlalchemy==2.0.36
            alembic==1.14.0
            asyncpg==0.30.0
            === alembic.ini
            [alembic]
            === migrations/env.py
            from sqlalchemy import engine_from_config
            === main.py
            import os
            from fastapi import FastAPI
            from sqlalchemy.ext.asyncio import create_async_engine
            engine = create_async_engine(os.environ["DATABASE_URL"])
            app = FastAPI()
            async def tables(connection):
                await connection.run_sync(Base.metadata.create_all)
            """);

        assertThat(Sources.read(shop).services().stream()
                        .filter(service -> service.name().equals("backend"))
                        .findFirst()
                        .orElseThrow()
                        .migrate())
                .containsExactly(
                        "/usr/bin/python3",
                        "/usr/local/lib/slipway/alembic-migrate.py",
                        "--otherwise",
                        "/usr/local/lib/slipway/start-once.py",
                        "main:app");
        assertThat(step(plan(shop, "backend"), "dependencies")).endsWith(" uvicorn psycopg[binary]");
        assertThat(plan(shop, "backend").layers().getLast().texts()).hasSize(2);
        assertThat(Sources.read(shop).notes()).anyMatch(note -> note.contains("psycopg[binary] is added for it"));
    }

    @Test
    void settingsThatAreMadeOfOthersAreReadToo() throws IOException {
        assertThat(Sources.read(tree(FASTAPI + """
            === main.py
            from fastapi import FastAPI
            from pydantic_settings import BaseSettings
            class Base(BaseSettings):
                app_env: str = "prod"
            class AppSettings(Base):
                region: str
            app = FastAPI()
            """)).services().getFirst().env())
                .extracting(EnvVar::name)
                .containsExactly("APP_ENV", "REGION");
    }

    @Test
    void aDockerfileStartsWhatLiesBesideIt() throws IOException {
        String service = """
            === services/NAME/Dockerfile
            FROM python:3.13-slim
            WORKDIR /srv/services/NAME
            COPY . /srv
            CMD ["uvicorn", "main:app", "--port", "PORT"]
            === services/NAME/main.py
            from fastapi import FastAPI
            app = FastAPI()
            """;
        Workspace shop = tree(FASTAPI + """
                === compose.yaml
                services:
                  bills:
                    build: {context: ., dockerfile: services/bills/Dockerfile}
                  carts:
                    build: {context: ., dockerfile: services/carts/Dockerfile}
                """ + service.replace("NAME", "bills").replace("PORT", "8001")
                + service.replace("NAME", "carts").replace("PORT", "8002"));

        assertThat(Sources.read(shop).services())
                .extracting(Service::name, Service::port)
                .containsExactly(Tuple.tuple("bills", 8001), Tuple.tuple("carts", 8002));
        assertThat(plan(shop, "carts").run().env()).containsEntry("PYTHONPATH", "/app/deps:/app/services/carts");
    }

    @Test
    void ofSeveralPagesTheOneIsShownThatItsAuthorStarts() throws IOException {
        assertThat(started(plan(tree("""
            === requirements.txt
            streamlit==1.41.1
            === Procfile
            web: streamlit run views/home_view.py --server.port $PORT
            === app.py
            import streamlit as st
            === views/home_view.py
            import streamlit as st
            """), "frontend"))).startsWith("streamlit run views/home_view.py ");
    }

    @Test
    void aServerThatWouldHaveToBeCompiledIsLeftOut() throws IOException {
        assertThat(step(backend("""
            === requirements.txt
            flask==3.1.0
            uWSGI==2.0.31
            === app.py
            from flask import Flask
            app = Flask(__name__)
            """), "requirements"))
                .contains(" 'flask==3.1.0' >")
                .doesNotContain("uWSGI");
    }

    @Test
    void aProgramThatServesByItselfNeedsNoManifestAndNobodyWhoSaysSo() throws IOException {
        BuildPlan plan = backend("""
            === main.py
            from http.server import BaseHTTPRequestHandler, HTTPServer
            HTTPServer(("localhost", 8123), BaseHTTPRequestHandler).serve_forever()
            """);

        assertThat(plan.run().entrypoint()).endsWith("/usr/bin/python3", "main.py");
        assertThat(plan.run().port()).isEqualTo(8123);
        assertThat(step(plan, "dependencies")).startsWith("mkdir -p ");
        assertThat(plan.layers().getLast().texts())
                .extracting(BuildPlan.Text::to)
                .contains("/app/start/sitecustomize.py");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aiohttp | from aiohttp import web; web.run_app(web.Application(), port=8200) | python3 app.py",
                "tornado | import tornado.web; tornado.web.Application([]).listen(8200) | python3 app.py",
                "sanic | from sanic import Sanic; app = Sanic('a'); app.run(host='0.0.0.0', port=8200) | python3"
                        + " app.py",
                "bottle | from bottle import run; @run(host='localhost', port=8200) | python3 app.py",
            })
    void librariesServeByThemselves(String library, String code, String command) throws IOException {
        BuildPlan plan = backend("=== requirements.txt\n" + library + "==1.0\n=== app.py\n"
                + code.replace("; ", "\n").replace("@", "") + "\n");

        assertThat(String.join(" ", plan.run().entrypoint())).endsWith(command);
        assertThat(plan.run().port()).isEqualTo(8200);
    }

    @Test
    void theApplicationOfFastHtmlIsServedAsAnyOther() throws IOException {
        BuildPlan plan = backend("""
            === requirements.txt
            python-fasthtml==0.12.0
            === main.py
            from fasthtml.common import *
            app, rt = fast_app()
            serve()
            """);

        assertThat(String.join(" ", plan.run().entrypoint())).contains("-m uvicorn main:app");
    }

    @Test
    void aScriptThatOnlyRunsOthersIsNoService() throws IOException {
        String app = FASTAPI + "=== app/main.py\n"
                + "from fastapi import FastAPI\n"
                + "app = FastAPI()\n"
                + "=== jobs/main.py\n"
                + "import asyncio, subprocess\n"
                + "subprocess.run(['ls'])\n"
                + "asyncio.run(main())\n"
                + "=== jobs/requirements.txt\n"
                + "requests\n";

        assertThat(new Reading(tree(app), Map.of()).application().services()).hasSize(1);
    }

    @Test
    void whatTheCodeOfTheRootReadsGoesAlongAndOtherProjectsDoNot() throws IOException {
        BuildPlan plan = backend("""
            === requirements.txt
            flask==3.0.0
            === app.py
            from flask import Flask, render_template
            app = Flask(__name__)

            @app.route("/")
            def page():
                return render_template("page.html")
            === templates/page.html
            <p>Hello</p>
            === static/page.css
            p {}
            === data/rates.csv
            a,1
            === docs/how.md
            # How
            === mobile/package.json
            { "name": "mobile" }
            === mobile/index.js
            x
            """);

        assertThat(plan.source())
                .contains("templates/page.html", "static/page.css", "data/rates.csv")
                .noneMatch(file -> file.startsWith("docs/") || file.startsWith("mobile/"));
    }

    @Test
    void scriptsAndStylesThatNpmBuildsForTheServersPagesAreBuilt() throws IOException {
        BuildPlan plan = backend("""
            === requirements.txt
            flask==3.0.0
            === app.py
            from flask import Flask
            app = Flask(__name__)
            === package.json
            { "scripts": { "build": "rollup -c" }, "devDependencies": { "rollup": "^4.0.0" } }
            === package-lock.json
            {}
            === rollup.config.mjs
            export default { input: "web/main.js", output: { file: "static/main.js" } };
            === web/main.js
            x
            """);

        assertThat(plan.steps())
                .extracting(BuildPlan.Step::name)
                .containsSubsequence("dependencies", "packages of the page", "page");
        assertThat(plan.source()).contains("package.json", "rollup.config.mjs", "web/main.js");
    }
}
