package dev.slipway.validate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OpenApiPlaybookTest {
    private static OpenApiPlaybook playbook(String paths) {
        return new OpenApiPlaybook(new OpenApi(JsonMapper.shared().readTree("{\"paths\": " + paths + "}")), "backend");
    }

    private static String body(String properties) {
        return "{\"requestBody\": {\"content\": {\"application/json\": {\"schema\": {\"properties\": " + properties
                + "}}}}}";
    }

    @Test
    void aServerThatFailsASignUpIsNotPassed() {
        OpenApiPlaybook playbook = playbook("{\"/api/auth/sign-up\": {\"post\": "
                + body("{\"email\": {\"type\": \"string\"}, \"password\": {\"type\": \"string\"}}") + "}}");
        assertThat(playbook.signUp()).hasValueSatisfying(scenario -> {
            assertThat(scenario.steps()).hasSize(1);
            assertThat(scenario.steps().getFirst()).isInstanceOfSatisfying(Scenario.Request.class, step -> {
                assertThat(step.path()).isEqualTo("/api/auth/sign-up");
                assertThat(step.body().orElseThrow().path("email").asString()).endsWith("@example.com");
                assertThat(step.expect().status()).contains(201, 422).doesNotContain(500);
            });
        });
    }

    @Test
    void aThingWhoseAnswerTellsNoIdIsMadeAndLookedForInTheList() {
        OpenApiPlaybook playbook = playbook(
                "{\"/api/tasks\": {\"get\": {}, \"post\": " + body("{\"title\": {\"type\": \"string\"}}") + "}}");
        assertThat(playbook.scenario())
                .hasValueSatisfying(scenario -> assertThat(scenario.steps())
                        .extracting(Scenario.Step::name)
                        .containsExactly("Create", "List"));
    }

    @Test
    void nothingIsSentWhereNothingCanBeMade() {
        OpenApiPlaybook playbook = playbook("{\"/api/tasks\": {\"get\": {}}}");
        assertThat(playbook.scenario()).isEmpty();
        assertThat(playbook.signUp()).isEmpty();
    }
}
