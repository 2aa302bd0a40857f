package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A backend that started before the service whose keys verify its tokens. */
@QuarkusTest
@QuarkusTestResource(
        value = World.class,
        initArgs = @ResourceArg(name = "signInAway", value = "true"),
        restrictToAnnotatedClass = true)
class SignInAwayTest {
    @TestHTTPResource
    URI base;

    @Test
    void aTokenThatCannotBeVerifiedNowIsNotRefusedButToldToComeBack() throws InterruptedException {
        Person person = new Person(base);
        for (int i = 0; i < 5; i++) {
            Person.Reply reply = person.get("/tasks");
            assertThat(reply.status()).as(reply.text()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("2");
            assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
            assertThat(reply.text()).contains("sign-in service");
        }
        World.signInAway = false;
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (person.get("/tasks").status() == 503 && Instant.now().isBefore(deadline)) {
            Thread.sleep(500);
        }
        assertThat(person.get("/tasks").status()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            var unknown = World.token(
                    World.key("unknown-" + i), person.id, "todo-chatbot", "todo-chatbot-api", Duration.ofMinutes(1));
            assertThat(new Person(base, person.id, unknown).get("/tasks").status())
                    .as("a key that nobody has, asked for often")
                    .isEqualTo(401);
        }
    }
}
