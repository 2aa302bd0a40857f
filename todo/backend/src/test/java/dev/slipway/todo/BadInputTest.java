package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a problem document with the right status, or the thing itself, unharmed. */
@QuarkusTest
@QuarkusTestResource(World.class)
class BadInputTest {
    @TestHTTPResource
    URI base;

    Person ada;

    @BeforeEach
    void somebodyNew() {
        ada = new Person(base);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/tasks | {'title':7} | title",
                "/tasks | {'title':null} | title",
                "/tasks | {'title':['x']} | title",
                "/tasks | {'title':'   '} | title",
                "/tasks | {} | title",
                "/tasks | {'title':'x','description':{}} | description",
                "/tasks | {'title':'x','completed':'yes'} | completed",
                "/tasks | {'title':'x','completed':1} | completed",
                "/tasks | {'title':'x','priority':3} | priority",
                "/tasks | {'title':'x','priority':'highest'} | priority",
                "/tasks | {'title':'x','tags':'home'} | tags",
                "/tasks | {'title':'x','tags':[1]} | tags[0]",
                "/tasks | {'title':'x','due_at':1764000000} | due_at",
                "/tasks | {'title':'x','due_at':'2026-02-30'} | due_at",
                "/tasks | {'title':'x','due_at':'9999-12-31'} | due_at",
                "/tasks | {'title':'x','remind_at':true} | remind_at",
                "/tasks | {'title':'x','recurrence':'FREQ=SECONDLY'} | recurrence",
                "/tasks | {'title':'x','recurrence':5} | recurrence",
                "/tasks | {'title':'x','recurrence':'FREQ=DAILY;UNTIL=20261231'} | recurrence",
                "/tasks | {'title':'x','recurrence':'FREQ=DAILY;UNTIL=20261231T100000'} | recurrence",
                "/tasks | {'title':'x','recurrence':'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'} | recurrence",
                "/tasks | {'title':'x','recurrence':'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31'} | recurrence",
                "/tasks | {'title':'x','recurrence':'FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=3'} | recurrence",
                "/tasks | {'title':'x','subtasks':'socks'} | subtasks",
                "/tasks | {'title':'x','subtasks':['socks']} | subtasks[0]",
                "/tasks | {'title':'x','subtasks':[{'completed':true}]} | subtasks[0]",
                "/tasks | {'title':'x','subtasks':[{'title':''}]} | subtasks[0].title",
                "/tasks | {'title':'x','subtasks':[{'title':'y','id':1}]} | subtasks[0]",
                "/tasks | {'title':'x','position':'first'} | position",
                "/tasks | {'title':'x','position':1e999} | position",
                "/tasks | {'title':'x','user_id':'eve'} | user_id",
                "/tasks | {'title':'x','id':7} | id",
                "/tasks | {'title':'x','__proto__':{}} | __proto__",
                "/chat | {'message':5} | message",
                "/chat | {'message':''} | message",
                "/chat | {} | message",
                "/chat | {'message':'hi','conversation_id':'1'} | conversation_id",
                "/chat | {'message':'hi','conversation_id':1.5} | conversation_id",
                "/chat | {'message':'hi','conversation_id':99999999999999999999} | conversation_id",
                "/chat | {'message':'hi','role':'assistant'} | role",
                "/chat/stream | {'message':5} | message",
                "/tasks | {'title':'a\\u0000b'} | title",
                "/tasks | {'title':'a\\ud800b'} | title",
                "/tasks | {'title':'a\\udc00'} | title",
                "/tasks | {'title':'x','description':'\\ud83d'} | description",
                "/tasks | {'title':'x','tags':['\\u0000']} | tags[0]",
                "/tasks | {'title':'x','recurrence':'\\u0000'} | recurrence",
                "/chat | {'message':'hi \\u0000'} | message",
                "/chat | {'message':'\\udfff hi'} | message",
            })
    void aFieldThatIsNotAsItShouldBeIsNamed(String path, String body, String field) {
        Person.Reply reply = ada.post(path, body.replace('\'', '"'));
        isProblem(reply, 422);
        assertThat(reply.json().path("errors").findValuesAsText("field")).containsExactly(field);
        assertThat(ada.get("/tasks").text()).isEqualTo("[]");
    }

    @Test
    void aFieldNameOfHalfACharacterIsNoJson() {
        isProblem(ada.post("/tasks", "{\"title\":\"x\",\"a\\ud800\":1}"), 400);
        isProblem(ada.post("/tasks", "{\"title\":\"x\",\"a\\u0000\":1}"), 422);
    }

    @Test
    void nothingIsPushedWithoutKeys() {
        assertThat(ada.get("/push").json().path("public_key").isNull()).isTrue();
        isProblem(ada.put("/push", Browser.some().subscription("https://push.example.com/x")), 404);
    }

    @Test
    void whatIsTooLongIsRefused() {
        isProblem(ada.post("/tasks", "{\"title\":\"" + "😀".repeat(201) + "\"}"), 422);
        assertThat(ada.post("/tasks", "{\"title\":\"" + "😀".repeat(200) + "\"}")
                        .status())
                .as("characters, not bytes")
                .isEqualTo(201);
        isProblem(ada.post("/tasks", "{\"title\":\"x\",\"description\":\"" + "x".repeat(1001) + "\"}"), 422);
        assertThat(ada.post("/tasks", "{\"title\":\"x\",\"description\":\"" + "😀".repeat(1000) + "\"}")
                        .status())
                .isEqualTo(201);
        isProblem(ada.post("/chat", "{\"message\":\"" + "x".repeat(4001) + "\"}"), 422);
        isProblem(ada.get("/tasks?search=" + "x".repeat(201)), 422);
        isProblem(ada.get("/tasks?search=" + "x".repeat(20_000)), 422);
        isProblem(ada.post("/chat", "{\"message\":\"hi\"}", "Idempotency-Key", "k".repeat(101)), 422);
    }

    @Test
    void aMessageOfAMegabyteIsRefusedWhetherOrNotItSaysSo() throws IOException, InterruptedException {
        byte[] megabyte = ("{\"message\":\"" + "x".repeat(1_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        isProblem(ada.send("POST", "/chat", megabyte), 413);
        HttpRequest chunked = HttpRequest.newBuilder(base.resolve("/api/" + ada.id + "/chat"))
                .header("Authorization", "Bearer " + World.token(ada.id))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(megabyte)))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> response = client.send(chunked, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.body()).contains("at most 65536 bytes");
        }
        assertThat(ada.get("/tasks").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tasks?search=%00",
                "/tasks?search=%ff%fe",
                "/tasks?tag=%00",
                "/tasks?limit=1e9",
                "/tasks?limit=0x10",
                "/tasks?offset=99999999999",
                "/tasks?due_from=yesterday",
                "/tasks?due_before=%00",
                "/tasks?sort=title%3Bdrop%20table%20tasks",
                "/tasks?order=%27%20or%201=1",
                "/tasks?overdue=maybe",
                "/tasks?undated=maybe"
            })
    void aQueryThatMakesNoSenseIsRefused(String path) {
        Person.Reply reply = ada.get(path);
        assertThat(reply.status()).as(reply.text()).isIn(400, 422, path.contains("%ff") ? 200 : 422);
        if (reply.status() != 200) {
            isProblem(reply, reply.status());
        }
    }

    @Test
    void sqlAndHtmlAreTextWhereverTheyStand() {
        String text = "'; drop table tasks; -- <img src=x onerror=alert(1)> ${7*7} {{7*7}} \\ %s";
        assertThat(ada.adds(text)).isEqualTo(1);
        JsonNode answer = ada.says("add a task to ' or 1=1 -- <b>bold</b>");
        assertThat(answer.path("tool_calls")
                        .path(0)
                        .path("result")
                        .path("title")
                        .asText())
                .contains("' or 1=1 -- <b>bold</b>");
        Person.Reply list = ada.get("/tasks");
        assertThat(list.header("Content-Type")).startsWith("application/json");
        assertThat(list.json().findValuesAsText("title")).hasSize(2).contains(text);
        isProblem(ada.get("/tasks", "X-Time-Zone", "'; drop table people; --"), 422);
        assertThat(ada.get("/tasks/1", "If-None-Match", "'; drop table tasks").status())
                .isEqualTo(200);
        isProblem(ada.put("/tasks/1", "{\"title\":\"x\"}", "If-Match", "'; drop table tasks"), 412);
        assertThat(ada.get("/tasks").json().size()).isEqualTo(2);
    }

    @Test
    void aForgedTokenOpensNoDoor() throws JOSEException {
        // Signed with the public key as if it were a shared secret.
        SignedJWT confused = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(World.KEY.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .subject(ada.id)
                        .issuer("todo-chatbot")
                        .audience("todo-chatbot-api")
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        confused.sign(new MACSigner(World.KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        String good = World.token(ada.id);
        String[] parts = good.split("\\.");
        String others = World.token("eve").split("\\.")[1];
        for (String token : new String[] {
            confused.serialize(),
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + others + "." + parts[2],
            good + "x",
            World.token(World.KEY, ada.id, "todo-chatbot", "another-api", Duration.ofMinutes(1)),
            World.token(World.KEY, ada.id, "todo-chatbot", "todo-chatbot-api", Duration.ofMinutes(-5)),
            "null",
            "Bearer",
            "x".repeat(5000)
        }) {
            Person forger = new Person(base, ada.id, token);
            isProblem(forger.get("/tasks"), 401);
            isProblem(forger.post("/chat", "{\"message\":\"hi\"}"), 401);
            isProblem(forger.get("/events"), 401);
            assertThat(forger.post("//mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void anothersIdsLeadNowhere() {
        Person eve = new Person(base);
        ada.adds("Secret");
        for (String method : new String[] {"GET", "PUT", "PATCH", "DELETE"}) {
            byte[] body = method.startsWith("P") ? "{\"title\":\"Stolen\"}".getBytes(StandardCharsets.UTF_8) : null;
            isProblem(eve.send(method, "/tasks/1", body), 404);
            isProblem(eve.send(method, "//api/" + ada.id + "/tasks/1", body), 403);
        }
        isProblem(eve.send("PATCH", "//api/" + ada.id + "/tasks/1/complete", null), 403);
        isProblem(eve.post("//api/" + ada.id + "/chat", "{\"message\":\"show my tasks\"}"), 403);
        isProblem(eve.get("//api/" + ada.id + "/events"), 403);
        assertThat(eve.says("show my tasks").path("response").asText()).doesNotContain("Secret");
        assertThat(ada.get("/tasks/1").json().path("title").asText()).isEqualTo("Secret");
    }

    private static void isProblem(Person.Reply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = reply.json();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(reply.text()).doesNotContain("at dev.slipway", "java.lang", "PSQLException", ".java:");
    }
}
