package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(World.class)
class EventsTest {
    @TestHTTPResource
    URI base;

    Person ada;

    @BeforeEach
    void somebodyNew() {
        ada = new Person(base);
    }

    @Test
    void changesAreToldAsTheyHappenAndAStreamGoesOnWhereItEnded() throws IOException {
        try (Stream stream = new Stream("")) {
            ada.adds("Sing");
            ada.send("PATCH", "/tasks/1/complete", null);
            ada.delete("/tasks/1");
            List<JsonNode> events = stream.next(3);
            assertThat(kinds(events)).containsExactly("task.created", "task.completed", "task.deleted");
            assertThat(events.get(0).path("task").path("title").asText()).isEqualTo("Sing");
            assertThat(events.get(2).path("task").isNull()).isTrue();
            try (Stream again = new Stream(events.get(0).path("id").asText())) {
                assertThat(kinds(again.next(2))).containsExactly("task.completed", "task.deleted");
            }
        }
    }

    @Test
    void aReminderIsToldOnceToEveryStreamOfItsPersonOnly() throws IOException {
        Person eve = new Person(base);
        try (Stream one = new Stream("");
                Stream two = new Stream("")) {
            eve.post("/tasks", "{\"title\":\"Not hers\",\"remind_at\":\"" + Instant.now() + "\"}");
            ada.post("/tasks", "{\"title\":\"Call\",\"remind_at\":\"" + Instant.now() + "\"}");
            assertThat(kinds(one.next(2))).containsExactly("task.created", "reminder.due");
            assertThat(two.next(2).get(1).path("task").path("title").asText()).isEqualTo("Call");
            ada.adds("Afterwards");
            assertThat(kinds(one.next(1))).as("no second reminder before it").containsExactly("task.created");
        }
    }

    @Test
    void eachChangeIsKeptWithWhoMadeItAndWhatItWas() throws IOException {
        try (Stream stream = new Stream("")) {
            ada.post("/tasks", "{\"title\":\"Sing\",\"due_at\":\"2030-01-31\",\"recurrence\":\"daily\"}");
            long conversation =
                    ada.says("Rename task 1 to Dance").path("conversation_id").asLong();
            ada.says(conversation, "undo");
            ada.send("PATCH", "/tasks/1/complete", null);
            List<JsonNode> events = stream.next(5);
            assertThat(events.stream()
                            .map(event -> event.path("kind").asText() + " by "
                                    + event.path("actor").asText()))
                    .containsExactlyInAnyOrder(
                            "task.created by rest",
                            "task.updated by chat",
                            "task.updated by undo",
                            "task.completed by rest",
                            "task.created by recurrence");
            assertThat(events.get(1).path("task").path("title").asText()).isEqualTo("Dance");
            assertThat(events.get(2).path("task").path("title").asText()).isEqualTo("Sing");
        }
    }

    private static List<String> kinds(List<JsonNode> events) {
        return events.stream().map(event -> event.path("kind").asText()).toList();
    }

    private final class Stream implements AutoCloseable {
        private final HttpURLConnection connection;
        private final BufferedReader lines;

        Stream(String lastEventId) throws IOException {
            connection = (HttpURLConnection)
                    base.resolve("/api/" + ada.id + "/events").toURL().openConnection();
            connection.setRequestProperty("Authorization", "Bearer " + World.token(ada.id));
            connection.setReadTimeout(30_000);
            if (!lastEventId.isEmpty()) {
                connection.setRequestProperty("Last-Event-ID", lastEventId);
            }
            lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).startsWith(":");
        }

        List<JsonNode> next(int count) throws IOException {
            List<JsonNode> events = new ArrayList<>();
            while (events.size() < count) {
                String line = lines.readLine();
                assertThat(line).as("the stream ended").isNotNull();
                if (line.startsWith("data:")) {
                    events.add(Person.JSON.readTree(line.substring(5)));
                }
            }
            return events;
        }

        @Override
        public void close() {
            connection.disconnect();
        }
    }
}
