package dev.slipway.validate.http;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** HTTP requests to the application, with a cookie jar for each session. */
public final class Http implements AutoCloseable {
    private static final Duration PATIENCE = LimitedBody.PATIENCE;

    private final Map<String, HttpClient> sessions = new HashMap<>();

    /** @param status 0 if there was no answer; the body then says why @param type of the body, as its header says */
    public record Answer(int status, String body, String type) {
        public Answer(int status, String body) {
            this(status, body, "");
        }

        public boolean html() {
            return type.startsWith("text/html");
        }

        /** The body as JSON, or a missing node. */
        public JsonNode json() {
            try {
                return body.isBlank()
                        ? MissingNode.getInstance()
                        : JsonMapper.shared().readTree(body);
            } catch (JacksonException e) {
                return MissingNode.getInstance();
            }
        }

        /** For people: the status and the beginning of the body. */
        public String seen() {
            String text = body.strip().replaceAll("\\s+", " ");
            String start = text.length() > 200 ? text.substring(0, 200) + "…" : text;
            return status == 0 ? "no answer: " + start : (status + " " + start).strip();
        }
    }

    public Answer get(URI uri) throws InterruptedException {
        return send("", "GET", uri, Map.of(), Optional.empty());
    }

    public Answer send(String session, String method, URI uri, Map<String, String> headers, Optional<JsonNode> body)
            throws InterruptedException {
        try {
            HttpResponse<String> response = sessions.computeIfAbsent(session, name -> client())
                    .send(request(method, uri, headers, body), LimitedBody.text(PATIENCE));
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Content-Type").orElse(""));
        } catch (IOException | IllegalArgumentException e) {
            String why = e.getMessage();
            return new Answer(
                    0, method + " " + uri + ": " + (why == null ? e.getClass().getSimpleName() : why));
        }
    }

    public static HttpRequest request(String method, URI uri, Map<String, String> headers, Optional<JsonNode> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .method(
                        method,
                        body.map(json -> HttpRequest.BodyPublishers.ofString(json.toString()))
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        request.header("Accept", "application/json, */*");
        if (body.isPresent()) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::setHeader);
        return request.build();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .cookieHandler(new CookieManager())
                .build();
    }

    @Override
    public void close() {
        sessions.values().forEach(HttpClient::shutdownNow);
    }
}
