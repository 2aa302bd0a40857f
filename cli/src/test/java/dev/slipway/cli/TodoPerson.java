package dev.slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Somebody who uses the Todo Chatbot at its public address. */
final class TodoPerson implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** What the page, too, takes for "try again". */
    private static final Set<Integer> PASSING = Set.of(409, 429, 500, 502, 503, 504);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI address;
    private final String id;
    private final String token;

    private TodoPerson(URI address) throws IOException, InterruptedException {
        this.address = address;
        ObjectNode account = object().put("name", "Resa")
                .put("email", "resa-" + UUID.randomUUID() + "@example.com")
                .put("password", "pw-" + UUID.randomUUID());
        HttpResponse<String> signedUp = client.send(
                HttpRequest.newBuilder(address.resolve("/api/auth/sign-up/email"))
                        .header("Content-Type", "application/json")
                        .header("Origin", address.toString())
                        .POST(HttpRequest.BodyPublishers.ofString(account.toString()))
                        .build(),
                BodyHandlers.ofString());
        id = read(signedUp).path("user").path("id").asString();
        String cookies = String.join(
                "; ",
                signedUp.headers().allValues("set-cookie").stream()
                        .map(cookie -> cookie.split(";")[0])
                        .toList());
        token = read(client.send(
                        HttpRequest.newBuilder(address.resolve("/api/auth/token"))
                                .header("Cookie", cookies)
                                .build(),
                        BodyHandlers.ofString()))
                .path("token")
                .asString();
    }

    static TodoPerson signedUp(String address) throws IOException, InterruptedException {
        return new TodoPerson(URI.create(address));
    }

    static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    /** What one attempt gives: an answer, or what was in its way. */
    record Attempt(int status, JsonNode body, String trouble) {
        boolean passes() {
            return status != 0 && !PASSING.contains(status);
        }
    }

    Attempt once(String method, String path, JsonNode body, String... headers) throws InterruptedException {
        HttpRequest.Builder request = request(path).timeout(PATIENCE);
        request.method(
                method,
                body.isMissingNode()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!body.isMissingNode()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Attempt(
                    response.statusCode(),
                    json ? JsonMapper.shared().readTree(response.body()) : object(),
                    response.statusCode() < 400 ? "" : response.body());
        } catch (IOException e) {
            return new Attempt(0, object(), e.toString());
        }
    }

    Attempt get(String path) throws InterruptedException {
        return once("GET", path, JsonMapper.shared().missingNode());
    }

    /** Sends the same request again until it is answered, as the page and its user do. */
    JsonNode untilAnswered(String path, JsonNode body) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            Attempt attempt = once("POST", path, body, "Idempotency-Key", key);
            if (attempt.status() / 100 == 2) {
                return attempt.body();
            }
            if (attempt.passes() || System.nanoTime() > deadline) {
                throw new AssertionError(path + " " + body + ": " + attempt);
            }
            Thread.sleep(300);
        }
    }

    /** Everything of a list that comes in pages of {@code size}. */
    List<JsonNode> all(String path, int size) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        while (true) {
            Attempt page = get(path + "?sort=created&order=asc&limit=" + size + "&offset=" + all.size());
            if (page.status() != 200) {
                throw new AssertionError(path + ": " + page);
            }
            page.body().forEach(all::add);
            if (page.body().size() < size) {
                return all;
            }
        }
    }

    List<JsonNode> messages(long conversation) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        while (true) {
            String before =
                    all.isEmpty() ? "" : "?before=" + all.getFirst().path("id").asLong();
            Attempt page = get("/conversations/" + conversation + "/messages" + before);
            if (page.status() != 200) {
                throw new AssertionError("messages: " + page);
            }
            if (page.body().isEmpty()) {
                return all;
            }
            List<JsonNode> earlier = new ArrayList<>();
            page.body().forEach(earlier::add);
            all.addAll(0, earlier);
        }
    }

    /** Listens to what happens, from after {@code lastId}; returns the last id when the stream ends, however it ends. */
    String listen(String lastId, Consumer<JsonNode> told) throws InterruptedException {
        HttpRequest.Builder request = request("/events").setHeader("Accept", "text/event-stream");
        request.header("Last-Event-ID", lastId);
        String last = lastId;
        try {
            HttpResponse<Stream<String>> response = client.send(request.build(), BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                return last;
            }
            String id = "";
            String data = "";
            try (Stream<String> lines = response.body()) {
                for (String line : (Iterable<String>) lines::iterator) {
                    if (line.startsWith("id:")) {
                        id = line.substring(3).strip();
                    } else if (line.startsWith("data:")) {
                        data = line.substring(5).strip();
                    } else if (line.isEmpty() && !data.isEmpty()) {
                        told.accept(JsonMapper.shared().readTree(data));
                        last = id;
                        data = "";
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return last;
        }
        return last;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve("/api/" + id + path))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private static JsonNode read(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response + ": " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
