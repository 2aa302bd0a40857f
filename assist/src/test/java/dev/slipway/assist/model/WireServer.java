package dev.slipway.assist.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.assist.plan.Docs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** A provider as it is on the wire, with answers that were written before. The last one is given again where there are no more. */
final class WireServer implements AutoCloseable {
    static final List<String> PROVIDERS = List.of("openai", "anthropic", "gemini", "ollama");

    /** What a model answers. */
    sealed interface Turn {
        /** @param arguments JSON */
        record Call(String tool, String arguments) implements Turn {}

        record Text(String text) implements Turn {}

        record Raw(int status, String body) implements Turn {}

        record Slow(int millis) implements Turn {}
    }

    private final HttpServer server;
    private final String provider;
    private final Deque<Turn> turns;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> heads = Collections.synchronizedList(new ArrayList<>());

    WireServer(String provider, Turn... turns) throws IOException {
        this.provider = provider;
        this.turns = new ArrayDeque<>(List.of(turns));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Bodies that were sent. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Path and key of each request. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    Map<String, String> env(String... more) {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> env = new HashMap<>(Map.of("SLIPWAY_MODEL", provider + "/test-1"));
        switch (provider) {
            case "openai" -> env.putAll(Map.of("OPENAI_API_KEY", "key-of-the-person", "OPENAI_BASE_URL", base + "/v1"));
            case "anthropic" ->
                env.putAll(Map.of("ANTHROPIC_API_KEY", "key-of-the-person", "ANTHROPIC_BASE_URL", base));
            case "gemini" -> env.putAll(Map.of("GEMINI_API_KEY", "key-of-the-person", "GEMINI_BASE_URL", base));
            default -> env.put("OLLAMA_HOST", base);
        }
        for (int i = 0; i + 1 < more.length; i += 2) {
            env.put(more[i], more[i + 1]);
        }
        return env;
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            requests.add(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String key = String.valueOf(http.getRequestHeaders().getFirst("Authorization"))
                    + http.getRequestHeaders().getFirst("x-api-key")
                    + http.getRequestHeaders().getFirst("x-goog-api-key");
            heads.add(http.getRequestURI() + " " + key.replace("null", ""));
            Turn turn = turns.size() > 1 ? turns.poll() : turns.peek();
            switch (turn) {
                case Turn.Raw raw -> answer(http, raw.status(), raw.body());
                case Turn.Slow slow -> {
                    Thread.sleep(slow.millis());
                    answer(http, 200, body(new Turn.Text("late")));
                }
                case null -> answer(http, 500, "");
                default -> answer(http, 200, body(turn));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange http, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        http.getResponseBody().write(bytes);
    }

    private String body(Turn turn) {
        String text = turn instanceof Turn.Text t ? Docs.node(t.text()).toString() : "null";
        Turn.Call call = turn instanceof Turn.Call c ? c : null;
        return switch (provider) {
            case "openai" ->
                "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"test-1\",\"choices\":[{\"index\":0,\"finish_reason\":\""
                        + (call == null ? "stop" : "tool_calls") + "\",\"message\":{\"role\":\"assistant\",\"content\":"
                        + text
                        + (call == null
                                ? ""
                                : ",\"tool_calls\":[{\"id\":\"c" + requests.size()
                                        + "\",\"type\":\"function\",\"function\":{\"name\":\"" + call.tool()
                                        + "\",\"arguments\":" + Docs.node(call.arguments()) + "}}]")
                        + "}}],\"usage\":{\"prompt_tokens\":90,\"completion_tokens\":10,\"total_tokens\":100}}";
            case "anthropic" ->
                "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"test-1\",\"content\":["
                        + (call == null
                                ? "{\"type\":\"text\",\"text\":" + text + "}"
                                : "{\"type\":\"tool_use\",\"id\":\"t" + requests.size() + "\",\"name\":\"" + call.tool()
                                        + "\",\"input\":" + call.arguments() + "}")
                        + "],\"stop_reason\":\"" + (call == null ? "end_turn" : "tool_use")
                        + "\",\"usage\":{\"input_tokens\":90,\"output_tokens\":10}}";
            case "gemini" ->
                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":["
                        + (call == null
                                ? "{\"text\":" + text + "}"
                                : "{\"functionCall\":{\"name\":\"" + call.tool() + "\",\"args\":" + call.arguments()
                                        + "}}")
                        + "]},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":90,"
                        + "\"candidatesTokenCount\":10,\"totalTokenCount\":100}}";
            default ->
                "{\"model\":\"test-1\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":"
                        + (call == null
                                ? text
                                : "\"\",\"tool_calls\":[{\"function\":{\"name\":\"" + call.tool() + "\",\"arguments\":"
                                        + call.arguments() + "}}]")
                        + "},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":90,\"eval_count\":10}";
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
