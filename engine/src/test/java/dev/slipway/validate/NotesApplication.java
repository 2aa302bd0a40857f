package dev.slipway.validate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.deploy.Release;
import dev.slipway.validate.http.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A small real application: notes behind an API that describes itself, and a page to use them. */
final class NotesApplication implements AutoCloseable {
    private static final String OPENAPI = """
            {"openapi":"3.1.0","paths":{
              "/api/notes":{
                "get":{"responses":{"200":{}}},
                "post":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/NewNote"}}}},
                        "responses":{"201":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Note"}}}}}}},
              "/api/notes/{note_id}":{
                "get":{"responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Note"}}}}}},
                "patch":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/NewNote"}}}},
                        "responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Note"}}}}}},
                "delete":{"responses":{"204":{}}}},
              "/api/secrets":{"get":{"security":[{"bearer":[]}]},"post":{"security":[{"bearer":[]}]}},
              "/api/secrets/{id}":{"get":{},"put":{},"delete":{},"patch":{}}},
             "components":{"schemas":{
               "NewNote":{"type":"object","required":["title","priority"],"properties":{
                 "title":{"type":"string","minLength":1,"maxLength":200},
                 "priority":{"type":"string","enum":["low","high"]},
                 "stars":{"type":"integer"}}},
               "Note":{"type":"object","properties":{"id":{"type":"integer"},"title":{"type":"string"}}}}}}""";
    private static final String PAGE = """
            <!doctype html><title>Notes</title><h1>Notes</h1>
            <label>Title <input id=title></label><button id=add>Add note</button><ul id=list></ul>
            <script>
              document.getElementById('add').onclick = async () => {
                const title = document.getElementById('title').value;
                await fetch('/api/notes', {method:'POST', body: JSON.stringify({title, priority:'low'})});
                await show();
              };
              async function show() {
                const notes = await (await fetch('/api/notes')).json();
                document.getElementById('list').innerHTML = '';
                for (const n of notes) { const li = document.createElement('li'); li.textContent = n.title; document.getElementById('list').append(li); }
              }
              show();
            </script>""";

    private final HttpServer server;
    private final Map<Integer, ObjectNode> notes = new ConcurrentSkipListMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String health = "{\"status\":\"UP\",\"checks\":[{\"name\":\"database\",\"status\":\"UP\"}]}";

    NotesApplication() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, 200, "text/html", PAGE));
        server.createContext("/favicon.ico", exchange -> answer(exchange, 204, "image/x-icon", ""));
        server.createContext(
                "/broken",
                exchange -> answer(
                        exchange, 200, "text/html", "<script>throw new Error('page is broken')</script><p>hello"));
        server.createContext(
                "/decorated",
                exchange -> answer(
                        exchange,
                        200,
                        "text/html",
                        "<link rel=stylesheet href='https://fonts.elsewhere.invalid/a.css'><p>hello<script>"
                                + "console.error('no style from https://fonts.elsewhere.invalid/a.css')</script>"));
        server.createContext(
                "/astray",
                exchange -> answer(
                        exchange,
                        200,
                        "text/html",
                        "<p>hello<script>fetch('https://api.elsewhere.invalid/notes').catch(() => {})</script>"));
        server.createContext("/openapi.json", exchange -> answer(exchange, 200, "application/json", OPENAPI));
        server.createContext("/health", exchange -> answer(exchange, 200, "application/json", health));
        server.createContext("/api/notes", this::api);
        server.start();
    }

    /** Has its document elsewhere, as FastAPI does with {@code openapi_url}: its page of the interface says where. */
    void describedAt(String path) {
        server.removeContext("/openapi.json");
        server.createContext(path, exchange -> answer(exchange, 200, "application/json", OPENAPI));
        server.createContext(
                "/docs",
                exchange -> answer(
                        exchange, 200, "text/html", "<script>const ui = SwaggerUIBundle({\n  url: '" + path + "',\n"));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Addresses addresses() {
        return new Addresses(release());
    }

    Release release() {
        return new Release("notes", "notes", "", 1, url(), Map.of("backend", url(), "frontend", url()));
    }

    /** What is stored, as JSON. */
    String notes() {
        return notes.values().toString();
    }

    void health(String json) {
        health = json;
    }

    /** The next requests are refused, as by an ingress whose backend is on its way. */
    void refuse(int requests) {
        refused.set(requests);
    }

    private void api(HttpExchange exchange) throws IOException {
        if (refused.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            answer(exchange, 503, "text/plain", "no backend");
            return;
        }
        String[] parts = exchange.getRequestURI().getPath().split("/");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (parts.length == 3) {
            if (exchange.getRequestMethod().equals("POST")) {
                store(exchange, 201, ids.incrementAndGet(), body);
            } else {
                answer(exchange, 200, "application/json", notes.values().toString());
            }
            return;
        }
        int id = Integer.parseInt(parts[3]);
        if (!notes.containsKey(id)) {
            answer(exchange, 404, "application/json", "{}");
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "PATCH" -> store(exchange, 200, id, body);
            case "DELETE" -> {
                notes.remove(id);
                answer(exchange, 204, "application/json", "");
            }
            default -> answer(exchange, 200, "application/json", String.valueOf(notes.get(id)));
        }
    }

    private void store(HttpExchange exchange, int status, int id, String body) throws IOException {
        JsonNode note = JsonMapper.shared().readTree(body);
        if (note.path("title").asString("").isBlank() || !note.path("priority").isString()) {
            answer(exchange, 422, "application/json", "{\"detail\":\"title and priority\"}");
            return;
        }
        ObjectNode stored = ((ObjectNode) note).put("id", id);
        notes.put(id, stored);
        answer(exchange, status, "application/json", stored.toString());
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
