package dev.slipway.validate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers whose body does not end by itself. */
class HttpTest {
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/events", exchange -> stream(exchange, "text/event-stream", 1));
        server.createContext("/large", exchange -> stream(exchange, "text/plain", Integer.MAX_VALUE));
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void stream(HttpExchange exchange, String type, int times) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        byte[] line = "data: {\"first\": true}\n\n".getBytes(StandardCharsets.UTF_8);
        try {
            for (int i = 0; i < times; i++) {
                exchange.getResponseBody().write(line);
            }
            exchange.getResponseBody().flush();
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Test
    void aStreamOfEventsIsAnsweredWithWhatHasCome() throws Exception {
        try (Http http = new Http()) {
            Http.Answer answer = http.send("", "GET", uri("/events"), Map.of(), Optional.empty());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).startsWith("data: {");
            assertThat(answer.type()).isEqualTo("text/event-stream");
        }
    }

    @Test
    void aBodyWithoutAnEndIsReadToItsLimit() throws Exception {
        try (Http http = new Http()) {
            Http.Answer answer = http.get(uri("/large"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().length()).isBetween(1 << 20, 16 << 20);
        }
    }
}
