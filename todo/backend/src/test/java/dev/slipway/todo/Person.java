package dev.slipway.todo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Somebody with a token of their own who talks to the backend over HTTP. */
final class Person {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    final String id;
    private final String token;

    Person(URI base) {
        this(base, "user-" + UUID.randomUUID());
    }

    Person(URI base, String id) {
        this(base, id, World.token(id));
    }

    Person(URI base, String id, String token) {
        this.base = base;
        this.id = id;
        this.token = token;
    }

    record Reply(int status, String text, HttpResponse<String> response) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Reply post(String path, String body, String... headers) {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Reply put(String path, String body, String... headers) {
        return send("PUT", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Reply patch(String path, String body, String... headers) {
        return send("PATCH", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Reply delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** @param path behind {@code /api/<own id>}, or whole if it starts with {@code //} */
    Reply send(String method, String path, byte[] body, String... headers) {
        String whole = path.startsWith("//") ? path.substring(1) : "/api/" + id + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(whole))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        List<String> all = new ArrayList<>(Arrays.asList(headers));
        if (body != null && !all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        if (!token.isEmpty() && !all.contains("Authorization")) {
            all.addAll(List.of("Authorization", "Bearer " + token));
        }
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long adds(String title) {
        return post("/tasks", JSON.createObjectNode().put("title", title).toString())
                .json()
                .path("id")
                .asLong();
    }

    JsonNode says(String message) {
        return post("/chat", JSON.createObjectNode().put("message", message).toString())
                .json();
    }

    JsonNode says(long conversation, String message) {
        return post(
                        "/chat",
                        JSON.createObjectNode()
                                .put("conversation_id", conversation)
                                .put("message", message)
                                .toString())
                .json();
    }
}
