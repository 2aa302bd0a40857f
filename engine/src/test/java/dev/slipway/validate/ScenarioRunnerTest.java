package dev.slipway.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.browser.Chromium;
import dev.slipway.gate.Check;
import dev.slipway.gate.Progress;
import dev.slipway.validate.http.Http;
import dev.slipway.validate.scenario.OpenApi;
import dev.slipway.validate.scenario.OpenApiPlaybook;
import dev.slipway.validate.scenario.Playbook;
import dev.slipway.validate.scenario.PlaybookReader;
import dev.slipway.validate.scenario.PlaybookWriter;
import dev.slipway.validate.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioRunnerTest {
    @TempDir
    Path dir;

    private final List<Verdict.Step> told = new ArrayList<>();
    private final RecordedPods pods = new RecordedPods();

    @Test
    void applicationOfWhichOnlyItsOpenApiDocumentIsKnownIsUsedAndSurvivesAPod() throws Exception {
        try (NotesApplication application = new NotesApplication();
                Http http = new Http()) {
            pods.pods.add(RecordedPods.ready("backend-1"));
            OpenApi api = OpenApi.of(http, application.addresses(), "backend").orElseThrow();
            Scenario scenario = new OpenApiPlaybook(api, "backend").scenario().orElseThrow();

            Check check = run(application, http, scenario);

            assertThat(check.evidence()).isEqualTo("7 of 7 steps as expected");
            assertThat(check.status()).isEqualTo(Check.Status.PASS);
            assertThat(told).extracting(Verdict.Step::name).endsWith("API of backend: notes: Read what was deleted");
            assertThat(pods.deleted).containsExactly("backend-1");
        }
    }

    @Test
    void theDocumentOfAnInterfaceIsFoundWhereItsPageSaysThatItIs() throws Exception {
        try (NotesApplication application = new NotesApplication();
                Http http = new Http()) {
            application.describedAt("/v7/openapi.json");
            assertThat(OpenApi.of(http, application.addresses(), "backend")
                            .orElseThrow()
                            .paths())
                    .contains("/api/notes");
        }
    }

    @Test
    void generatedPlaybookIsReadBackAsItWas() throws Exception {
        try (NotesApplication application = new NotesApplication();
                Http http = new Http()) {
            OpenApi api = OpenApi.of(http, application.addresses(), "backend").orElseThrow();
            OpenApiPlaybook generated = new OpenApiPlaybook(api, "backend");
            Playbook playbook = new Playbook(
                    List.of(generated.scenario().orElseThrow()),
                    List.of(generated.load().orElseThrow()));

            PlaybookReader.Result read = PlaybookReader.read(PlaybookWriter.write(playbook));

            assertThat(read.problems()).isEmpty();
            assertThat(read.playbook()).isEqualTo(playbook);
        }
    }

    @Test
    void requestIsTriedAgainForAsLongAsTheStepAllows() throws Exception {
        try (NotesApplication application = new NotesApplication();
                Http http = new Http()) {
            application.refuse(2);

            Check check = run(application, http, scenario("""
                    scenarios:
                      - name: List
                        steps:
                          - {name: list, request: {path: /api/notes, within: 30, expect: {status: 200}}}
                    """));

            assertThat(check.status()).isEqualTo(Check.Status.PASS);
            assertThat(told.getFirst().seen()).contains("attempt 3");
        }
    }

    @Test
    void firstStepThatDoesNotHoldEndsTheScenarioAndIsNamed() throws Exception {
        try (NotesApplication application = new NotesApplication();
                Http http = new Http()) {
            Check check = run(application, http, scenario("""
                    scenarios:
                      - name: Notes
                        steps:
                          - name: add
                            request: {method: POST, path: /api/notes, json: {title: "a ${unique}", priority: low}, capture: {id: $.id}}
                          - name: same
                            request: {path: "/api/notes/${id}", expect: {json: {$.id: "${id}", $.title: "a ${unique}"}}}
                          - name: other
                            request: {path: "/api/notes/${id}", expect: {json: {$.title: b}, absent: ["${unique}"]}}
                          - name: never
                            request: {path: /api/notes}
                    """));

            assertThat(check.status()).isEqualTo(Check.Status.FAIL);
            assertThat(check.evidence())
                    .contains("step 3 of 4, other", "expected $.title to be \"b\"", "did not expect \"r4nd0m\"");
            assertThat(told).hasSize(3);
        }
    }

    @Test
    void everythingThatIsWrongWithAFileIsToldWithItsPlace() {
        PlaybookReader.Result read = PlaybookReader.read("""
                scenarios:
                  - name: a
                    steps:
                      - {name: x, request: {path: /a, capture: {id: id}, expct: {}}}
                      - {name: y}
                load:
                  - {name: l, path: /, rate: 0}
                """);

        assertThat(read.problems())
                .containsExactlyInAnyOrder(
                        "scenarios[0].steps[0].request.expct: unknown",
                        "scenarios[0].steps[0].request.capture: a JSON path starts with $, unlike id",
                        "scenarios[0].steps[1]: a step has one of request, browser, kill",
                        "load[0]: rate is above 0 and at most 100000, seconds from 1 to 3600");
        assertThat(PlaybookReader.read("a: [").problems())
                .singleElement()
                .asString()
                .startsWith("line ");
    }

    @Test
    void pageIsUsedAsAPersonDoes() throws Exception {
        try (NotesApplication application = new NotesApplication();
                Http http = new Http();
                Chromium browser = chromium()) {
            ScenarioRunner runner = runner(application, http, Optional.of(browser));

            Check good = runner.run(scenario("""
                    scenarios:
                      - name: Page
                        steps:
                          - name: add
                            browser:
                              - goto: /
                              - {fill: label=Title, text: "Buy milk ${unique}"}
                              - click: text=Add note
                              - expectText: Buy milk r4nd0m
                              - screenshot: Added
                              - noErrors: true
                    """), "scenario.yaml", told);
            Check broken = runner.run(scenario("""
                    scenarios:
                      - name: Broken
                        steps:
                          - {name: open, browser: [{goto: /broken}, {expectText: hello}, {noErrors: true}]}
                    """), "scenario.yaml", told);

            assertThat(good.evidence()).isEqualTo("1 of 1 steps as expected");
            assertThat(Path.of(told.getFirst().screenshot())).isRegularFile();
            assertThat(broken.status()).isEqualTo(Check.Status.FAIL);
            assertThat(broken.evidence()).contains("page is broken");
            assertThat(Path.of(told.getLast().screenshot())).isRegularFile();
        }
    }

    @Test
    void whatAPageLoadsFromElsewhereMayBeOutOfReachButNotWhatItAsksByScript() throws Exception {
        try (NotesApplication application = new NotesApplication();
                Http http = new Http();
                Chromium browser = chromium()) {
            ScenarioRunner runner = runner(application, http, Optional.of(browser));

            Check decorated = runner.run(scenario("""
                    scenarios:
                      - name: Decorated
                        steps:
                          - {name: open, browser: [{goto: /decorated}, {expectText: hello}, {noErrors: true}]}
                    """), "scenario.yaml", told);
            Check astray = runner.run(scenario("""
                    scenarios:
                      - name: Astray
                        steps:
                          - {name: open, browser: [{goto: /astray}, {expectText: hello}, {noErrors: true}]}
                    """), "scenario.yaml", told);

            assertThat(decorated.evidence()).isEqualTo("1 of 1 steps as expected");
            assertThat(told.getFirst().seen()).contains("does not reach fonts.elsewhere.invalid");
            assertThat(astray.status()).isEqualTo(Check.Status.FAIL);
            assertThat(astray.evidence()).contains("api.elsewhere.invalid");
        }
    }

    @Test
    void withoutABrowserNothingIsClaimed() throws Exception {
        try (NotesApplication application = new NotesApplication();
                Http http = new Http()) {
            Check check = run(application, http, scenario("""
                    scenarios:
                      - {name: Page, steps: [{name: open, browser: [{goto: /}]}]}
                    """));

            assertThat(check.status()).isEqualTo(Check.Status.NO_DATA);
            assertThat(check.fix()).contains("chromium");
        }
    }

    private Check run(NotesApplication application, Http http, Scenario scenario) throws InterruptedException {
        return runner(application, http, Optional.empty()).run(scenario, "scenario.yaml", told);
    }

    private ScenarioRunner runner(NotesApplication application, Http http, Optional<Chromium> browser) {
        return new ScenarioRunner(
                http, application.addresses(), new Variables("r4nd0m"), pods, browser, dir, Progress.SILENT);
    }

    private static Chromium chromium() throws Exception {
        return Chromium.start(Chromium.find(System.getenv()).orElseThrow());
    }

    private static Scenario scenario(String yaml) {
        PlaybookReader.Result read = PlaybookReader.read(yaml);
        assertThat(read.problems()).isEmpty();
        return read.playbook().scenarios().getFirst();
    }
}
