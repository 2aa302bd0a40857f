package dev.slipway.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.application.Application;
import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.validate.scenario.PlaybookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatorTest {
    private static final Application NOTES = new Application(
            "notes",
            List.of(
                    service("backend", Role.BACKEND, List.of("postgres")),
                    service("frontend", Role.FRONTEND, List.of("backend")),
                    service("postgres", Role.DATABASE, List.of())),
            List.of());

    @TempDir
    Path dir;

    private static final Extent ALL = new Extent("2026-11-24T10-00", "ground", Optional.empty(), Map.of());

    private final RecordedPods pods = new RecordedPods();

    ValidatorTest() {
        for (String name : List.of("backend-1", "frontend-1", "postgres-0")) {
            pods.pods.add(RecordedPods.ready(name));
            pods.use.put(name + "/main", new long[] {50, 48L << 20});
        }
    }

    /** A network without policies, in which every pod reaches every service; only the frontend has a program to look with. */
    private static Inside.Answer open(String pod, List<String> command) {
        return pod.startsWith("frontend") && command.getFirst().equals("node")
                ? new Inside.Answer(0, "connected to 10.0.0.9")
                : new Inside.Answer(127, "executable file not found");
    }

    @Test
    void anApplicationWithoutAScenarioIsUsedByWhatItTellsOfItself() throws Exception {
        try (NotesApplication application = new NotesApplication()) {
            Gated<Verdict> judged = validate(application);

            assertThat(judged.gate().checks())
                    .filteredOn(c -> c.status() == Check.Status.FAIL || c.status() == Check.Status.NO_DATA)
                    // Load figures depend on the machine that the test runs on.
                    .filteredOn(c -> !c.id().startsWith("V4.load"))
                    .isEmpty();
            assertThat(judged.gate().checks())
                    .extracting(Check::id)
                    .contains(
                            "V1.health.backend",
                            "V1.health.postgres",
                            "V2.connection.backend.postgres",
                            "V2.connection.frontend.backend",
                            "V2.policies",
                            "V3.scenario.api-of-backend-notes",
                            "V3.scenario.page",
                            "V4.resilience.backend",
                            "V4.load.list-notes",
                            "V4.use.backend",
                            "V4.restarts",
                            "V5.remediation");
            assertThat(check(judged, "V2.policies").evidence()).startsWith("not enforced on this node");
            assertThat(check(judged, "V2.connection.backend.postgres").evidence())
                    .startsWith("it says so itself");
            assertThat(judged.value().steps())
                    .anySatisfy(s -> assertThat(s.name()).isEqualTo("Page: Add something"))
                    .allSatisfy(s -> assertThat(s.ok()).isTrue());
            assertThat(dir.resolve("run/screenshots/added.png")).isRegularFile();
            assertThat(judged.value().load())
                    .hasSize(2)
                    .allSatisfy(l -> assertThat(l.errors()).isZero());
            assertThat(judged.value().utilisation()).hasSize(3);
            String written = Files.readString(dir.resolve(".slipway/scenario.yaml"));
            assertThat(written).contains("label=Title", "text=Add note");
            assertThat(PlaybookReader.read(written).problems()).isEmpty();
        }
    }

    @Test
    void afterAChangeOfCodeAloneWhatUsersDoIsTriedAndTheRestIsToldToBeOfAnEarlierRun() throws Exception {
        try (NotesApplication application = new NotesApplication()) {
            Verdict.Whole whole =
                    new Verdict.Whole("2026-11-24T09-00", "ground", "12 of 12 checks", Map.of("frontend", "sha256:1"));
            Extent brief = new Extent("2026-11-24T10-00", "ground", Optional.of(whole), Map.of("frontend", "sha256:1"));
            scenario("""
                    scenarios:
                      - {name: own, steps: [{name: list, request: {path: /api/notes}}]}
                      - name: recovery
                        steps: [{name: kill, kill: backend}, {name: list again, request: {path: /api/notes}}]
                      - {name: page, steps: [{name: open, browser: [{goto: /}]}]}
                    """);

            Gated<Verdict> judged = validator()
                    .validate(NOTES, application.release(), dir.resolve("run"), pods, ValidatorTest::open, brief);

            assertThat(judged.gate().checks())
                    .extracting(Check::id)
                    .contains(
                            "V1.health.backend",
                            "V3.scenario.own",
                            "V3.scenario.recovery-no-pod-ended",
                            "V4.restarts",
                            "G5.brief")
                    .doesNotContain("V3.scenario.page", "V4.resilience.backend", "V2.policies", "V4.use.backend");
            assertThat(check(judged, "G5.brief").title()).startsWith("the page, load");
            assertThat(pods.deleted).isEmpty();

            Extent page = new Extent("2026-11-24T10-01", "ground", Optional.of(whole), Map.of("frontend", "sha256:2"));
            assertThat(validator()
                            .validate(NOTES, application.release(), dir.resolve("run"), pods, ValidatorTest::open, page)
                            .gate()
                            .checks())
                    .extracting(Check::id)
                    .contains("V3.scenario.page");
            assertThat(check(judged, "G5.brief").status()).isEqualTo(Check.Status.NOTE);
            assertThat(check(judged, "G5.brief").evidence()).contains("2026-11-24T09-00", "12 of 12 checks");
            assertThat(judged.value().brief()).isTrue();
            assertThat(judged.value().whole()).isEqualTo(whole);
        }
    }

    @Test
    void aServiceThatSaysItIsUnhealthyInA200IsAFailure() throws Exception {
        try (NotesApplication application = new NotesApplication()) {
            application.health(
                    "{\"status\":\"healthy\",\"checks\":[{\"name\":\"database\",\"status\":\"unhealthy\"}]}");
            scenario("scenarios: []");

            Check health = check(validate(application), "V1.health.backend");

            assertThat(health.status()).isEqualTo(Check.Status.FAIL);
            assertThat(health.evidence()).contains("checks[0].status: unhealthy (database)", "200");
        }
    }

    @Test
    void theUsersScenarioIsTakenAndItsMistakesAreToldWithTheirPlace() throws Exception {
        try (NotesApplication application = new NotesApplication()) {
            scenario("""
                    scenarios:
                      - {name: own, steps: [{name: list, request: {path: /api/notes}}]}
                    load:
                      - {name: own load, path: "/api/notes?of=${nobody}", rate: 1, seconds: 1}
                    """);
            Gated<Verdict> judged = validate(application);
            assertThat(judged.value().steps()).extracting(Verdict.Step::name).containsExactly("own: list");
            assertThat(check(judged, "V4.load.own-load").status()).isEqualTo(Check.Status.NO_DATA);
            assertThat(check(judged, "V4.load.own-load").evidence()).contains("nobody");

            scenario("scenarios:\n  - {name: own, steps: [{name: list, requst: {path: /}}]}\n");
            SlipwayFailure failure = catchThrowableOfType(SlipwayFailure.class, () -> validate(application));
            assertThat(failure.failure().id()).isEqualTo("SLIP-501");
            assertThat(failure.failure().why()).startsWith("slipway/scenario.yaml, scenarios[0]");
            assertThat(failure.failure().evidence()).contains("scenarios[0].steps[0].requst: unknown");
        }
    }

    @Test
    void aPlaybookOfSlipwaysOwnThatIsDamagedIsFoundOutAnew() throws Exception {
        try (NotesApplication application = new NotesApplication()) {
            Path file = Files.createDirectories(dir.resolve(".slipway")).resolve("scenario.yaml");
            Files.writeString(file, "scenarios:\n  - {name: api, steps: [{name: list, reque");
            Verdict.Whole whole = new Verdict.Whole("2026-11-24T09-00", "ground", "12 of 12 checks", Map.of());
            Extent brief = new Extent("2026-11-24T10-00", "ground", Optional.of(whole), Map.of());

            Gated<Verdict> judged = validator()
                    .validate(NOTES, application.release(), dir.resolve("run"), pods, ValidatorTest::open, brief);

            assertThat(judged.gate().checks())
                    .extracting(Check::id)
                    .contains("V3.scenario.api-of-backend-notes-no-pod-ended");
            assertThat(PlaybookReader.read(Files.readString(file)).problems()).isEmpty();
        }
    }

    @Test
    void aContainerThatRestartsWhileItIsUsedIsAFailure() throws Exception {
        try (NotesApplication application = new NotesApplication()) {
            scenario("scenarios: []");
            Inside crash = (pod, command) -> {
                pods.pods.replaceAll(p -> p.name().equals("postgres-0")
                        ? new Pods.PodState(p.name(), true, 1, "Running", p.containers(), p.labels())
                        : p);
                return open(pod, command);
            };

            Gated<Verdict> judged =
                    validator().validate(NOTES, application.release(), dir.resolve("run"), pods, crash, ALL);

            assertThat(judged.gate().open()).isFalse();
            assertThat(check(judged, "V4.restarts").evidence()).isEqualTo("postgres-0 restarted 1 times");
        }
    }

    @Test
    void aNetworkThatRefusesWhatIsNotNeededIsToldApartFromOneThatDoesNot() throws Exception {
        try (NotesApplication application = new NotesApplication()) {
            scenario("scenarios: []");
            Inside enforced = (pod, command) -> pod.startsWith("frontend") && command.contains("postgres")
                    ? new Inside.Answer(4, "timeout at 10.0.0.9")
                    : new Inside.Answer(0, "connected to 10.0.0.9");

            Gated<Verdict> judged =
                    validator().validate(NOTES, application.release(), dir.resolve("run"), pods, enforced, ALL);

            assertThat(check(judged, "V2.policies").status()).isEqualTo(Check.Status.PASS);
            assertThat(check(judged, "V2.policies").evidence()).contains("frontend to postgres:8000", "timeout");
        }
    }

    @Test
    void whatIsSeenFromAnotherPodOnlyIsANoteAndWhereAllIsAllowedNothingCanBeRefused() throws Exception {
        Application all = new Application(
                "notes",
                List.of(
                        service("backend", Role.BACKEND, List.of("frontend")),
                        service("frontend", Role.FRONTEND, List.of("backend"))),
                List.of());
        try (NotesApplication application = new NotesApplication()) {
            scenario("scenarios: []");

            Gated<Verdict> judged = validator()
                    .validate(all, application.release(), dir.resolve("run"), pods, ValidatorTest::open, ALL);

            Check backend = check(judged, "V2.connection.backend.frontend");
            assertThat(backend.status()).isEqualTo(Check.Status.NOTE);
            assertThat(backend.evidence()).startsWith("seen from a pod of frontend only, frontend:8000: connected");
            assertThat(check(judged, "V2.policies").status()).isEqualTo(Check.Status.NOTE);
            assertThat(check(judged, "V2.policies").evidence()).contains("every service needs every other");
        }
    }

    @Test
    void aBackendThatMakesItsPagesItselfIsOpenedAsAPageIs() throws Exception {
        try (NotesApplication application = new NotesApplication()) {
            Application alone =
                    new Application("notes", List.of(service("backend", Role.BACKEND, List.of())), List.of());

            validator().validate(alone, application.release(), dir.resolve("run"), pods, ValidatorTest::open, ALL);

            assertThat(dir.resolve(".slipway/scenario.yaml")).content().contains("name: Page", "goto: /");
        }
    }

    @Test
    void everyPageOfSeveralIsOpened() throws Exception {
        try (NotesApplication shop = new NotesApplication();
                NotesApplication admin = new NotesApplication()) {
            Application both = new Application(
                    "notes",
                    List.of(service("web", Role.FRONTEND, List.of()), service("admin", Role.FRONTEND, List.of())),
                    List.of());
            String url = shop.release().url();
            Release release = new Release(
                    "notes",
                    "notes",
                    "",
                    1,
                    url,
                    Map.of("web", url, "admin", admin.release().url()));

            Gated<Verdict> judged =
                    validator().validate(both, release, dir.resolve("run"), pods, ValidatorTest::open, ALL);

            assertThat(check(judged, "V3.scenario.page").status()).isEqualTo(Check.Status.PASS);
            assertThat(check(judged, "V3.scenario.page-of-admin").status()).isEqualTo(Check.Status.PASS);
            assertThat(admin.notes()).contains("Slipway ");
        }
    }

    @Test
    void whereNobodyCanLookInsideNothingIsClaimed() throws Exception {
        try (NotesApplication application = new NotesApplication()) {
            scenario("scenarios: []");
            application.health("{\"status\":\"UP\"}");
            Inside nothing = (pod, command) -> new Inside.Answer(127, "executable file not found");

            Gated<Verdict> judged =
                    validator().validate(NOTES, application.release(), dir.resolve("run"), pods, nothing, ALL);

            assertThat(check(judged, "V2.connection.backend.postgres").status()).isEqualTo(Check.Status.NO_DATA);
            assertThat(check(judged, "V2.policies").status()).isEqualTo(Check.Status.NO_DATA);
            assertThat(check(judged, "V3.scenario").status()).isEqualTo(Check.Status.NO_DATA);
        }
    }

    private static Check check(Gated<Verdict> judged, String id) {
        return judged.gate().checks().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + id));
    }

    private void scenario(String yaml) throws IOException {
        Files.createDirectories(dir.resolve("slipway"));
        Files.writeString(dir.resolve("slipway/scenario.yaml"), yaml);
    }

    private Gated<Verdict> validate(NotesApplication application) throws InterruptedException {
        return validator().validate(NOTES, application.release(), dir.resolve("run"), pods, ValidatorTest::open, ALL);
    }

    private Validator validator() {
        return new Validator(Workspace.of(dir, System.getenv()), Progress.SILENT, Duration.ZERO);
    }

    private static Service service(String name, Role role, List<String> needs) {
        return new Service(
                name,
                role,
                "test",
                name,
                name,
                8000,
                List.of(),
                needs,
                new Health("/health", "/health", "", ""),
                List.of(),
                List.of());
    }
}
