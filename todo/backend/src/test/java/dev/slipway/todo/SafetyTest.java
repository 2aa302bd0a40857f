package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What nobody gets, however they ask. */
@QuarkusTest
@QuarkusTestResource(World.class)
class SafetyTest {
    @TestHTTPResource
    URI base;

    @Inject
    DataSource database;

    @Test
    void metricsAreForThoseInTheClusterAndNameNobody() {
        Person nobody = new Person(base, "nobody", "");
        String person = "seen-" + UUID.randomUUID();
        nobody.get("//api/" + person + "/tasks/7/complete");
        nobody.get("//api/" + person + "/nothing/here");
        Person.Reply inside = nobody.get("//q/metrics");
        assertThat(inside.status()).isEqualTo(200);
        assertThat(inside.text()).contains("/api/{user_id}").doesNotContain(person);
        for (String header : new String[] {"X-Forwarded-For", "X-Forwarded-Host", "Forwarded"}) {
            assertThat(nobody.get("//q/metrics", header, "203.0.113.7").status())
                    .as(header)
                    .isEqualTo(404);
        }
    }

    @Test
    void answersSayHowManyRequestsAreLeftAndAreNotTakenForSomethingElse() {
        Person ada = new Person(base);
        Person.Reply reply = ada.get("/tasks");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"person\";q=600;w=10");
        assertThat(reply.header("RateLimit")).matches("\"person\";r=59\\d");
        assertThat(new Person(base, "nobody", "").get("/tasks").header("X-Content-Type-Options"))
                .isEqualTo("nosniff");
    }

    @Test
    void mcpIsNotForPagesOfOtherSites() {
        Person ada = new Person(base);
        String hello =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
        String[] headers = {"Accept", "application/json, text/event-stream", "Content-Type", "application/json"};
        assertThat(ada.post("//mcp", hello, with(headers, "Origin", "https://evil.example"))
                        .status())
                .isEqualTo(403);
        assertThat(ada.post("//mcp", hello, with(headers, "Origin", "http://" + base.getAuthority()))
                        .status())
                .isEqualTo(200);
        assertThat(ada.post("//mcp", hello, headers).status()).isEqualTo(200);
    }

    private static String[] with(String[] headers, String name, String value) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(name, value));
        return all.toArray(String[]::new);
    }

    @Test
    void traceIsRefusedPlainly() throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.getOutputStream()
                    .write(("TRACE /api/x/tasks HTTP/1.1\r\nHost: " + base.getAuthority()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 405").contains("application/problem+json");
        }
    }

    @Test
    void refusalsSpeakForThemselves() {
        for (String token : new String[] {
            "rubbish",
            "a.b.c",
            World.token(World.key("first"), "eve", "todo-chatbot", "todo-chatbot-api", Duration.ofMinutes(1)),
            World.token(World.KEY, "eve", "todo-chatbot", "another-api", Duration.ofMinutes(1)),
            World.token(World.KEY, "eve", "todo-chatbot", "todo-chatbot-api", Duration.ofMinutes(-3))
        }) {
            String detail = new Person(base, "eve", token)
                    .get("/tasks")
                    .json()
                    .path("detail")
                    .asText();
            assertThat(detail)
                    .startsWith("The token is refused: it")
                    .doesNotContainIgnoringCase("jwt")
                    .doesNotContainIgnoringCase("jws")
                    .doesNotContainIgnoringCase("audience")
                    .doesNotContain("JSON");
        }
    }

    @Test
    void aTokenEndsWithItsSession() throws Exception {
        String id = "user-" + UUID.randomUUID();
        String session = "session-" + id;
        sql("insert into auth.\"user\" (id, name, email) values ('" + id + "', 'Ada', '" + id + "@example.com')");
        sql("insert into auth.session (id, \"expiresAt\", token, \"updatedAt\", \"userId\") values ('" + session
                + "', now() + interval '1 day', '" + session + "', now(), '" + id + "')");
        Person ada = new Person(base, id, token(id, session, Duration.ofMinutes(10)));
        assertThat(ada.get("/tasks").status()).isEqualTo(200);
        sql("delete from auth.session where id = '" + session + "'");
        Person.Reply after = ada.get("/tasks");
        assertThat(after.status()).isEqualTo(401);
        assertThat(after.json().path("detail").asText()).isEqualTo("The token is refused: its session has ended");
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement each = connection.createStatement()) {
            each.execute(statement);
        }
    }

    private static String token(String user, String session, Duration life) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(World.KEY.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .subject(user)
                        .issuer("todo-chatbot")
                        .audience("todo-chatbot-api")
                        .claim("sid", session)
                        .expirationTime(Date.from(Instant.now().plus(life)))
                        .build());
        token.sign(new ECDSASigner(World.KEY));
        return token.serialize();
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        String user = "user-" + UUID.randomUUID();
        String token = World.token(World.KEY, user, "todo-chatbot", "todo-chatbot-api", Duration.ofSeconds(3));
        HttpResponse<InputStream> stream = listen(user, token);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            // Reads until the backend ends it; without an end it would say every 15 s that it is still there.
            assertThat(lines.lines().filter(line -> line.contains("still here")))
                    .isEmpty();
        }
    }

    @Test
    void onePersonHasSoManyStreamsAndNoMore() throws Exception {
        String user = "user-" + UUID.randomUUID();
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                HttpResponse<InputStream> stream = listen(user, World.token(user));
                open.add(stream);
                assertThat(stream.statusCode()).isEqualTo(200);
                // Told that it is welcome, it is counted.
                assertThat(stream.body().read()).isPositive();
            }
            HttpResponse<InputStream> more = listen(user, World.token(user));
            assertThat(more.statusCode()).isEqualTo(429);
            assertThat(new String(more.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("too-many-streams");
        } finally {
            for (HttpResponse<InputStream> stream : open) {
                stream.body().close();
            }
        }
    }

    private HttpResponse<InputStream> listen(String user, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/" + user + "/events"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream")
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofInputStream());
    }
}
