package dev.slipway.containerize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.Profile;
import dev.slipway.gate.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerfileTest {
    @TempDir
    Path folder;

    private String rendered(BuildPlan plan) throws Exception {
        Workshop workshop = new Workshop(folder);
        for (String file : plan.source()) {
            workshop.file(file, "x");
        }
        workshop.service("api", plan);
        return Files.readString(Path.of(workshop.image(workshop.build(), "api").dockerfile()));
    }

    private static BuildPlan python() {
        return Workshop.plan(
                List.of("api/app/main.py", "api/pyproject.toml", "api/uv.lock"),
                List.of(
                        new BuildPlan.Step(
                                "dependencies",
                                List.of("sh", "-c", "mkdir -p ../.built/deps && touch ../.built/deps/a"),
                                "api",
                                Map.of("QUIET", "very so"),
                                List.of("api/pyproject.toml", "api/uv.lock"),
                                List.of(".built/deps")),
                        new BuildPlan.Step(
                                "check",
                                List.of("test", "-f", "api/app/main.py"),
                                "",
                                Map.of(),
                                List.of("**"),
                                List.of())),
                List.of(
                        new BuildPlan.LayerPlan(
                                "dependencies", List.of(new BuildPlan.Copy(".built/deps", "/app/deps"))),
                        new BuildPlan.LayerPlan(
                                "code",
                                List.of(new BuildPlan.Copy("api", "/app")),
                                List.of(new BuildPlan.Text(
                                        "/usr/local/bin/start", 0755, "#!/bin/sh\nexec \"$@\"\n")))));
    }

    @Test
    void aPlanIsRenderedFromTheRarestToTheMostFrequentChange() throws Exception {
        assertThat(rendered(python())).isEqualTo("""
                # syntax=docker/dockerfile:1
                # Written by Slipway for the service api (a test's service).
                # Build it from the application's root:
                #   docker build -f .slipway/images/api/Dockerfile .
                # Slipway itself builds from the same plan without Docker: `./slipway eject` gives you a copy to keep.

                FROM debian:trixie-slim AS build
                RUN apt-get update \\
                    && apt-get install -y --no-install-recommends \\
                        ca-certificates \\
                    && rm -rf /var/lib/apt/lists/*
                WORKDIR /build
                COPY api/pyproject.toml api/uv.lock ./api/
                WORKDIR /build/api
                # dependencies
                RUN QUIET='very so' sh -c 'mkdir -p ../.built/deps && touch ../.built/deps/a'
                WORKDIR /build
                COPY api/app/main.py ./api/app/
                # check
                RUN test -f api/app/main.py

                FROM debian:trixie-slim
                RUN apt-get update \\
                    && apt-get install -y --no-install-recommends \\
                        ca-certificates \\
                        python3 \\
                        tzdata \\
                    && rm -rf /var/lib/apt/lists/*
                RUN groupadd --gid 65532 nonroot \\
                    && useradd --uid 65532 --gid 65532 --home-dir /home/nonroot --create-home --shell /usr/sbin/nologin nonroot
                # dependencies
                COPY --from=build /build/.built/deps /app/deps
                # code
                COPY --from=build /build/api /app
                COPY --chmod=0755 <<'SLIPWAY_END' /usr/local/bin/start
                #!/bin/sh
                exec "$@"
                SLIPWAY_END
                RUN install -d -o 65532 -g 65532 -m 0750 /app/cache
                ENV MODE="production"
                WORKDIR /app
                EXPOSE 8000
                USER 65532:65532
                ENTRYPOINT ["/usr/bin/python3", "main.py"]
                """);
    }

    @Test
    void theToolsThatStepsCallAreInstalledForTheBuild() throws Exception {
        BuildPlan plan = Workshop.plan(
                        List.of(),
                        List.of(new BuildPlan.Step(
                                "check", List.of("/usr/bin/test", "-d", "/"), "", Map.of(), List.of(), List.of())),
                        List.of())
                .with(Profile.USUAL.withTools(
                        new Profile.Tool("test", List.of("coreutils"), "ln -s test [["),
                        new Profile.Tool("npm", "nodejs")));
        assertThat(rendered(plan))
                .contains("        coreutils \\\n", "RUN ln -s test [[\n")
                .doesNotContain("nodejs");
    }

    @Test
    void whatIsRenderedKeepsTheRules() throws Exception {
        Workshop workshop = new Workshop(folder).service("api", python());
        for (String file : python().source()) {
            workshop.file(file, "x");
        }
        assertThat(workshop.build().gate().checks())
                .filteredOn(check -> check.id().equals("G2.dockerfile.api"))
                .singleElement()
                .satisfies(check -> assertThat(check.status()).isEqualTo(Check.Status.PASS));
    }
}
