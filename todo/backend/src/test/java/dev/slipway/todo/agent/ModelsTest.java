package dev.slipway.todo.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Each provider's client against a server that speaks its protocol. */
class ModelsTest {
    @Test
    void everyProviderIsSpokenToInItsOwnWay() throws IOException {
        speaks("openai", "/v1/chat/completions", "/v1", """
                {"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""");
        speaks("ollama", "/v1/chat/completions", "/v1", """
                {"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""");
        speaks("anthropic", "/v1/messages", "/v1", """
                {"id":"1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hello"}],
                 "stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""");
        speaks("gemini", "/v1beta/models/m:generateContent", "/v1beta", """
                {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"finishReason":"STOP"}],
                 "usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":2}}""");
        assertThatThrownBy(() -> Models.create(new Models.Choice("hal", Optional.empty(), Optional.empty(), "k")))
                .hasMessageContaining("openai, ollama, gemini or anthropic");
    }

    @Test
    void aServerThatStumblesIsAskedOnceMore() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = """
                    {"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
            var model = Models.create(new Models.Choice("openai", Optional.of(url), Optional.of("m"), "key"));
            assertThat(model.chat("Hi")).isEqualTo("Hello");
            assertThat(asked).hasValue(2);
        } finally {
            server.stop(0);
        }
    }

    private static void speaks(String provider, String path, String base, String answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals(path) ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + base;
            var model = Models.create(new Models.Choice(provider, Optional.of(url), Optional.of("m"), "key"));
            assertThat(model.chat("Hi")).as(provider).isEqualTo("Hello");
        } finally {
            server.stop(0);
        }
    }
}
