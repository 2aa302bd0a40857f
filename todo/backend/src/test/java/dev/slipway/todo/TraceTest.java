package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** With a collector of traces beside the backend. */
@QuarkusTest
@QuarkusTestResource(World.class)
@QuarkusTestResource(value = Neighbours.class, restrictToAnnotatedClass = true)
class TraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @TestHTTPResource
    URI base;

    @Test
    void whatIsLoggedForARequestNamesTheCallersTrace() {
        Person ada = new Person(base);
        ModelTest.script();
        try (Heard heard = new Heard("dev.slipway.todo.chat.Chat")) {
            ada.post(
                    "/chat", "{\"message\":\"Add a task to sing\"}", "traceparent", "00-" + TRACE + "-" + SPAN + "-01");
            ada.post("/chat", "{\"message\":\"Add a task to dance\"}", "traceparent", "rubbish");
            assertThat(heard.traces).hasSize(2);
            assertThat(heard.traces.get(0)).isEqualTo(TRACE);
            assertThat(heard.traces.get(1)).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
            assertThat(heard.spans.get(0)).matches("[0-9a-f]{16}").isNotEqualTo(SPAN);
        }
    }

    @Test
    void theCollectorIsToldOfRequestsAndTheirStatements() throws InterruptedException {
        Person ada = new Person(base);
        ada.get("/tasks/7?secret=1", "traceparent", "00-" + TRACE + "-" + SPAN + "-01");
        String told = toldOf("GET /api/{user_id}/tasks/{id}");
        assertThat(told).contains("SELECT").contains("select").contains("todo-backend");
        assertThat(told).as("the caller's trace, and its span as the parent").contains(bytes(TRACE), bytes(SPAN));
        assertThat(told).doesNotContain("secret").doesNotContain(World.token(ada.id));
    }

    private static String toldOf(String span) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            String all = String.join("\n", Neighbours.TRACES);
            if (all.contains(span)) {
                return all;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the collector was not told of " + span + " but of " + Neighbours.TRACES);
    }

    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    /** What a logger is given, with the ids that the JSON log lines carry. */
    private static final class Heard extends Handler implements AutoCloseable {
        final List<String> traces = new CopyOnWriteArrayList<>();
        final List<String> spans = new CopyOnWriteArrayList<>();
        private final Logger logger;

        Heard(String name) {
            logger = Logger.getLogger(name);
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            ExtLogRecord full = ExtLogRecord.wrap(record);
            traces.add(full.getMdc("traceId"));
            spans.add(full.getMdc("spanId"));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
