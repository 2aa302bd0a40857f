package dev.slipway.report;

import dev.slipway.application.Application;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Profile;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Opinion;
import dev.slipway.report.RunReport.PhaseRun;
import dev.slipway.report.RunReport.PhaseRun.Status;
import dev.slipway.validate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs to report on. */
final class RunReports {
    private static final Instant START = Instant.parse("2026-11-23T19:02:00Z");

    private RunReports() {}

    static RunReport good(String screenshot, String sbom) {
        return of(
                "todo-chatbot", screenshot, sbom, Check.pass("G5.health", List.of("V1", "G5"), "Healthy", "status UP"));
    }

    static RunReport with(Check check) {
        return of("todo-chatbot", "", "", check);
    }

    static RunReport of(String words, String screenshot, String sbom, Check last) {
        Service backend = new Service(
                "backend",
                Role.BACKEND,
                "quarkus",
                words,
                "backend",
                8080,
                List.of(new EnvVar(
                        "JWT_SECRET",
                        new Value.Literal("given-by-hand"),
                        true,
                        "--set services.backend.env.JWT_SECRET",
                        EnvVar.Origin.PERSON)),
                List.of("postgres"),
                Health.NONE,
                List.of(),
                List.of("backend/pom.xml:12 " + words));
        BuiltImage image = new BuiltImage(
                "backend",
                "slipway.local/todo/backend",
                "0f3c",
                "sha256:0f3c",
                71_400_000,
                65532,
                List.of("/app"),
                List.of(
                        new BuiltImage.Layer("base", "sha256:01", 18_200_000, false),
                        new BuiltImage.Layer("runtime", "sha256:02", 33_000_000, false),
                        new BuiltImage.Layer("dependencies", "sha256:03", 19_300_000, false),
                        new BuiltImage.Layer("code", "sha256:04", 900_000, true)),
                new BuiltImage.Measurements(1180, 171_966_464),
                List.of(),
                Profile.Sizing.USUAL,
                sbom,
                "Dockerfile");
        Verdict verdict = new Verdict(
                List.of(last),
                List.of(
                        new Verdict.Step("Sign up: " + words, true, "201 " + words, 41, ""),
                        new Verdict.Step("Open the page", true, words, 812, screenshot)),
                List.of(new Verdict.Load(
                        "GET /api/tasks",
                        200,
                        2000,
                        3,
                        Map.of("50", 4.2, "95", 18.0, "99", 61.5),
                        Map.of("95", 50.0, "99", 60.0),
                        Map.of("5", 1200L, "10", 500L, "20", 210L, "50", 70L, "100", 20L),
                        List.of(198L, 201L, 200L, 199L, 202L),
                        true)),
                List.of(new Verdict.Use("backend-6d", "backend", 120, 250, 180L << 20, 192L << 20, 256L << 20)),
                new Verdict.Whole("2026-11-23T19-02", "0f3c", "1 of 1 checks", Map.of()),
                false);
        return new RunReport(
                "2026-11-23T19-02",
                "0.1.0",
                START,
                Duration.ofSeconds(203),
                new Application(words, List.of(backend), List.of(words)),
                new Images("/tmp/images", List.of(image)),
                new Chart("todo", "0.1.0", "chart/todo", "todo-0.1.0.tgz", List.of(), List.of("Deployment/backend")),
                new Cluster("embedded", "slipway", "/tmp/kubeconfig", "slipway", "1.37.0", true, ""),
                new Release("todo", "todo", "", 1, "http://127.0.0.1:8080", Map.of()),
                verdict,
                null,
                List.of(
                        new Gate(
                                "G1",
                                List.of(
                                        Check.pass("P5.memory", List.of("P5", "R6"), "Memory", "23 GiB free"),
                                        Check.note(
                                                "P1.docker",
                                                List.of("P1", "R1"),
                                                "No Docker",
                                                words,
                                                "images are built without it"))),
                        new Gate("G5", List.of(last))),
                List.of(
                        new PhaseRun("prepare", Status.RAN, START, Duration.ofMillis(1200), "first run"),
                        new PhaseRun(
                                "containerize",
                                Status.CACHED,
                                START.plusSeconds(2),
                                Duration.ofMillis(300),
                                "inputs as before"),
                        new PhaseRun(
                                "containerize/backend",
                                Status.RAN,
                                START.plusSeconds(2),
                                Duration.ofSeconds(112),
                                words),
                        new PhaseRun(
                                "deploy", Status.RAN, START.plusSeconds(116), Duration.ofSeconds(60), "chart changed"),
                        new PhaseRun(
                                "validate",
                                Status.RAN,
                                START.plusSeconds(178),
                                Duration.ofSeconds(24),
                                "release changed")),
                Map.of("commit", words),
                List.of(new Opinion("kubectl-ai", "package", words, words, Opinion.Outcome.NOTED, words, "the rules")));
    }
}
