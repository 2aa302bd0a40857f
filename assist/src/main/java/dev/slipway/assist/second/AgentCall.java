package dev.slipway.assist.second;

import dev.slipway.assist.plan.Docs;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The A2A protocol: JSON-RPC 2.0 with an answer that streams; where the stream ends early, the task is asked for until it has ended. */
final class AgentCall implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int NO_SUCH_METHOD = -32601;
    private static final Set<String> ENDED =
            Set.of("completed", "failed", "canceled", "rejected", "input-required", "auth-required");

    private final URI base;
    private final String token;
    private final Instant until;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    AgentCall(URI base, String token, Instant until) {
        this.base = base;
        this.token = token;
        this.until = until;
    }

    /** Nobody answers there. */
    static final class Unreachable extends IOException {
        private static final long serialVersionUID = 1;

        Unreachable(IOException cause) {
            super(cause);
        }
    }

    /** @param state as the protocol names it; {@code unknown} where it was never told */
    record Answer(String state, String text) {}

    private HttpRequest.Builder request(String path) {
        Duration left = Duration.between(Instant.now(), until);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(left.isNegative() ? Duration.ofMillis(1) : left);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        try {
            return http.send(request.build(), body);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new Unreachable(e);
        }
    }

    /** Its agents, as {@code NAMESPACE/NAME}. */
    List<String> agents() throws IOException, InterruptedException {
        HttpResponse<String> response = send(request("/api/agents"), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("its list of agents answers " + response.statusCode());
        }
        List<String> agents = new ArrayList<>();
        collect(json(response.body()), agents);
        return agents.stream().distinct().toList();
    }

    /** Versions nest the list differently; an agent has metadata with its name and namespace in each of them. */
    private static void collect(JsonNode node, List<String> agents) {
        JsonNode metadata = node.path("metadata");
        if (metadata.has("name") && metadata.has("namespace")) {
            agents.add(metadata.path("namespace").asString("") + "/"
                    + metadata.path("name").asString(""));
            return;
        }
        for (JsonNode child : node) {
            collect(child, agents);
        }
    }

    private static JsonNode json(String text) throws IOException {
        try {
            return Docs.parse(text.strip().startsWith("[") ? "{\"list\":" + text + "}" : text);
        } catch (JacksonException | ClassCastException e) {
            throw new IOException("its answer is no JSON", e);
        }
    }

    Answer ask(String agent, String text) throws IOException, InterruptedException {
        String path = "/api/a2a/" + agent + "/";
        ObjectNode message = Docs.object(
                "kind",
                "message",
                "role",
                "user",
                "messageId",
                UUID.randomUUID().toString(),
                "parts",
                Docs.list(Docs.object("kind", "text", "text", text)));
        Heard heard = new Heard();
        int error = rpc(path, "message/stream", Docs.object("message", message), heard);
        if (error == NO_SUCH_METHOD) {
            error = rpc(path, "message/send", Docs.object("message", message), heard);
        }
        if (error != 0) {
            return new Answer("failed (" + error + ")", heard.text());
        }
        while (!ENDED.contains(heard.state)
                && !heard.task.isEmpty()
                && Instant.now().isBefore(until)) {
            Thread.sleep(PAUSE);
            rpc(path, "tasks/get", Docs.object("id", heard.task), heard);
        }
        if (!heard.task.isEmpty()
                && !Set.of("completed", "failed", "canceled", "rejected").contains(heard.state)) {
            // Nobody answers its question: it is not to wait for ever.
            rpc(path, "tasks/cancel", Docs.object("id", heard.task), new Heard());
        }
        return new Answer(heard.state.isEmpty() ? "unknown" : heard.state, heard.text());
    }

    /** @return the code of an error; 0 for none */
    private int rpc(String path, String method, ObjectNode params, Heard heard)
            throws IOException, InterruptedException {
        ObjectNode call = Docs.object("jsonrpc", "2.0", "id", "1", "method", method, "params", params);
        HttpResponse<Stream<String>> response = send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/event-stream, application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(call.toString())),
                HttpResponse.BodyHandlers.ofLines());
        boolean events =
                response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        int error = 0;
        StringBuilder whole = new StringBuilder();
        try (Stream<String> lines = response.body()) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (!events) {
                    whole.append(line);
                } else if (line.startsWith("data:")) {
                    error = heard.message(json(line.substring("data:".length())));
                    if (error != 0 || ENDED.contains(heard.state)) {
                        break;
                    }
                }
            }
        } catch (java.io.UncheckedIOException e) {
            // The stream has ended early: the task is asked for.
            return 0;
        }
        if (!events) {
            if (response.statusCode() != 200) {
                throw new IOException("it answers " + response.statusCode());
            }
            error = heard.message(json(whole.toString()));
        }
        return error;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** What has been heard of a task so far. */
    private static final class Heard {
        private String state = "";
        private String task = "";
        private final List<String> said = new ArrayList<>();

        String text() {
            return String.join("\n", said).strip();
        }

        int message(JsonNode message) {
            JsonNode error = message.path("error");
            if (error.isObject()) {
                return error.path("code").asInt(-1) == 0
                        ? -1
                        : error.path("code").asInt(-1);
            }
            JsonNode result = message.path("result");
            String kind = result.path("kind").asString("");
            if (kind.equals("task") || result.has("artifacts")) {
                task = result.path("id").asString(task);
                if (result.path("artifacts").size() > 0) {
                    said.clear();
                    result.path("artifacts").forEach(a -> parts(a.path("parts")));
                }
            }
            if (kind.equals("artifact-update")) {
                if (!result.path("append").asBoolean(false)) {
                    said.clear();
                }
                parts(result.path("artifact").path("parts"));
            }
            if (kind.equals("message")) {
                parts(result.path("parts"));
                state = "completed";
            }
            task = result.path("taskId").asString(task);
            JsonNode status = result.path("status");
            if (status.has("state")) {
                state = status.path("state").asString("");
                if (said.isEmpty() && ENDED.contains(state)) {
                    parts(status.path("message").path("parts"));
                }
            }
            return 0;
        }

        private void parts(JsonNode parts) {
            parts.forEach(p -> {
                if (p.has("text")) {
                    said.add(p.path("text").asString(""));
                }
            });
        }
    }
}
