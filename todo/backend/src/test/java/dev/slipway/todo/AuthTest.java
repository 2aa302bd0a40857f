package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(World.class)
class AuthTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TestHTTPResource
    URI base;

    @Test
    void onlyATokenOfTheSignInIsTaken() {
        String alg_none = new PlainJWT(new JWTClaimsSet.Builder()
                        .subject("eve")
                        .issuer("todo-chatbot")
                        .audience("todo-chatbot-api")
                        .expirationTime(Date.from(Instant.now().plus(MINUTE)))
                        .build())
                .serialize();
        assertThat(status(World.token("eve"))).isEqualTo(200);
        assertThat(status("")).as("no token").isEqualTo(401);
        assertThat(status("rubbish")).isEqualTo(401);
        assertThat(status(alg_none)).as("alg none").isEqualTo(401);
        assertThat(status(World.token(World.key("second"), "eve", "todo-chatbot", "todo-chatbot-api", MINUTE)))
                .as("unknown key")
                .isEqualTo(401);
        assertThat(status(World.token(World.key("first"), "eve", "todo-chatbot", "todo-chatbot-api", MINUTE)))
                .as("wrong key under a known id")
                .isEqualTo(401);
        assertThat(status(World.token(World.KEY, "eve", "todo-chatbot", "another-api", MINUTE)))
                .isEqualTo(401);
        assertThat(status(World.token(World.KEY, "eve", "another-issuer", "todo-chatbot-api", MINUTE)))
                .isEqualTo(401);
        assertThat(status(World.token(
                        World.KEY,
                        "eve",
                        "todo-chatbot",
                        "todo-chatbot-api",
                        MINUTE.negated().multipliedBy(2))))
                .as("expired")
                .isEqualTo(401);
    }

    @Test
    void aRefusalIsAProblemDocument() {
        Person.Reply reply = new Person(base, "eve", "").get("/tasks");
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(reply.json().path("status").asInt()).isEqualTo(401);
    }

    @Test
    void nobodySeesAnothersTasks() {
        Person ada = new Person(base);
        Person eve = new Person(base);
        ada.adds("Secret");
        long conversation =
                ada.says("Show me all my tasks").path("conversation_id").asLong();
        for (String path :
                new String[] {"/tasks", "/tasks/1", "/conversations", "/conversations/" + conversation + "/messages"}) {
            assertThat(eve.get("//api/" + ada.id + path).status()).as(path).isEqualTo(403);
        }
        assertThat(eve.get("/tasks").text()).isEqualTo("[]");
        assertThat(eve.get("/tasks/1").status()).isEqualTo(404);
        assertThat(eve.get("/conversations/" + conversation + "/messages").status())
                .isEqualTo(404);
        assertThat(eve.post("/chat", "{\"conversation_id\":" + conversation + ",\"message\":\"hi\"}")
                        .status())
                .isEqualTo(404);
    }

    private int status(String token) {
        return new Person(base, "eve", token).get("/tasks").status();
    }
}
