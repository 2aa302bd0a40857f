package dev.slipway.image.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.image.DigestStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A registry in this process that follows the distribution specification, and misbehaves on request. */
final class FakeRegistry implements AutoCloseable {
    private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/(sha256:[0-9a-f]+)");
    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");
    private static final Pattern UPLOADS = Pattern.compile("/v2/(.+)/blobs/uploads/");
    private static final Pattern SESSION = Pattern.compile("/upload/([0-9]+)");

    final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    final Map<String, String> types = new ConcurrentHashMap<>();
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    /** The next request that matches a fault's pattern gets it, once. */
    final List<Fault> faults = Collections.synchronizedList(new LinkedList<>());
    /** Where set, "user:password" that the token service asks for. */
    String account = "";
    /** Where set, GETs of blobs are sent on to this base. */
    String blobStore = "";

    /** Whether the state of an upload can be asked for. */
    boolean forgetful;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final HttpServer server;

    private record Session(String repository, ByteArrayOutputStream body) {}

    /** @param kind {@code status:N}, {@code cut} (of a body that is sent), {@code silent}, {@code truncate}, {@code corrupt}, {@code longer} or {@code stall} */
    record Fault(String pattern, String kind, String header) {}

    FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void fault(String pattern, String kind) {
        faults.add(new Fault(pattern, kind, ""));
    }

    List<String> requests(String pattern) {
        return List.copyOf(requests).stream().filter(r -> r.matches(pattern)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(line);
            authorizations.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            byte[] body = exchange.getRequestBody().readAllBytes();
            String kind = faultFor(line, exchange);
            if (kind.startsWith("status:")) {
                answer(
                        exchange,
                        Integer.parseInt(kind.substring(7)),
                        "{\"errors\":[]}".getBytes(StandardCharsets.UTF_8));
            } else if (path.equals("/token")) {
                token(exchange, body);
            } else if (!account.isEmpty() && path.startsWith("/v2/") && !authorized(exchange, path)) {
                exchange.getResponseHeaders()
                        .set("WWW-Authenticate", "Bearer realm=\"http://" + host() + "/token\",service=\"fake\"");
                answer(exchange, 401, new byte[0]);
            } else {
                route(exchange, path, body, kind);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String faultFor(String line, HttpExchange exchange) {
        synchronized (faults) {
            for (Fault fault : faults) {
                if (line.matches(fault.pattern())) {
                    faults.remove(fault);
                    if (!fault.header().isEmpty()) {
                        exchange.getResponseHeaders().set("Retry-After", fault.header());
                    }
                    return fault.kind();
                }
            }
        }
        return "";
    }

    private void token(HttpExchange exchange, byte[] body) throws IOException {
        String expected = "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
        String form = URLDecoder.decode(new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        boolean exchanged = form.contains("grant_type=refresh_token")
                && form.endsWith("refresh_token=" + account.replaceFirst("<token>:", ""));
        if (!exchanged && !expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, new byte[0]);
            return;
        }
        String asked = exchange.getRequestURI().getRawQuery();
        String scopes = asked == null ? form : URLDecoder.decode(asked, StandardCharsets.UTF_8);
        String token = Base64.getUrlEncoder().encodeToString(scopes.getBytes(StandardCharsets.UTF_8));
        answer(exchange, 200, ("{\"token\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static boolean authorized(HttpExchange exchange, String path) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.startsWith("Bearer ")) {
            return false;
        }
        String scopes = new String(Base64.getUrlDecoder().decode(header.substring(7)), StandardCharsets.UTF_8);
        String repository = path.replaceFirst("/v2/(.+)/(blobs|manifests)/.*", "$1");
        boolean reads = List.of("GET", "HEAD").contains(exchange.getRequestMethod());
        return scopes.contains("scope=repository:" + repository + (reads ? ":pull" : ":pull,push"));
    }

    private void route(HttpExchange exchange, String path, byte[] body, String kind) throws IOException {
        String method = exchange.getRequestMethod();
        Matcher session = SESSION.matcher(path);
        Matcher uploads = UPLOADS.matcher(path);
        Matcher manifest = MANIFEST.matcher(path);
        Matcher blob = BLOB.matcher(path);
        if (session.matches()) {
            upload(exchange, session.group(1), body, kind);
        } else if (method.equals("POST") && uploads.matches()) {
            start(exchange, uploads.group(1));
        } else if (manifest.matches()) {
            String key = manifest.group(1) + "@" + manifest.group(2);
            if (method.equals("PUT")) {
                String digest = DigestStream.digestOf(body);
                manifests.put(key, body);
                manifests.put(manifest.group(1) + "@" + digest, body);
                types.put(digest, exchange.getRequestHeaders().getFirst("Content-Type"));
                exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
                answer(exchange, 201, new byte[0]);
            } else {
                serve(exchange, manifests.get(key), kind);
            }
        } else if (blob.matches() && method.equals("GET") && !blobStore.isEmpty()) {
            exchange.getResponseHeaders().set("Location", blobStore + path);
            answer(exchange, 307, new byte[0]);
        } else if (blob.matches()) {
            serve(exchange, blobs.get(blob.group(1) + "@" + blob.group(2)), kind);
        } else {
            answer(exchange, 404, new byte[0]);
        }
    }

    private void start(HttpExchange exchange, String repository) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        if (query != null) {
            String digest = query.replaceFirst(".*mount=([^&]*).*", "$1");
            byte[] bytes = blobs.get(query.replaceFirst(".*from=([^&]*).*", "$1") + "@" + digest);
            if (bytes != null) {
                blobs.put(repository + "@" + digest, bytes);
                answer(exchange, 201, new byte[0]);
                return;
            }
        }
        String id = String.valueOf(begun.incrementAndGet());
        sessions.put(id, new Session(repository, new ByteArrayOutputStream()));
        exchange.getResponseHeaders().set("Location", "/upload/" + id + "?state=s%3D1");
        answer(exchange, 202, new byte[0]);
    }

    private void upload(HttpExchange exchange, String id, byte[] body, String kind) throws IOException {
        Session session = sessions.get(id);
        String method = exchange.getRequestMethod();
        if (session == null || method.equals("GET") && forgetful) {
            answer(exchange, 404, new byte[0]);
            return;
        }
        exchange.getResponseHeaders().set("Location", "/upload/" + id + "?state=s%3D2");
        switch (method) {
            case "GET" -> {
                exchange.getResponseHeaders()
                        .set("Range", "0-" + Math.max(0, session.body().size() - 1));
                answer(exchange, 204, new byte[0]);
            }
            case "PATCH" -> {
                String range = exchange.getRequestHeaders().getFirst("Content-Range");
                if (session.body().size() != (range == null ? 0 : Integer.parseInt(range.replaceFirst("-.*", "")))) {
                    answer(exchange, 416, new byte[0]);
                    return;
                }
                session.body().write(body, 0, kind.equals("cut") ? body.length / 2 : body.length);
                if (kind.equals("silent")) {
                    hold();
                }
                if (!kind.equals("cut")) {
                    answer(exchange, 202, new byte[0]);
                }
            }
            case "PUT" -> finish(exchange, id, session);
            default -> {
                sessions.remove(id);
                answer(exchange, 204, new byte[0]);
            }
        }
    }

    /** Uploads that were begun and neither ended nor taken back. */
    int open() {
        return sessions.size();
    }

    private void finish(HttpExchange exchange, String id, Session session) throws IOException {
        String digest = exchange.getRequestURI().getQuery().replaceFirst(".*digest=", "");
        byte[] body = session.body().toByteArray();
        sessions.remove(id);
        if (!digest.equals(DigestStream.digestOf(body))) {
            answer(exchange, 400, "{\"errors\":[{\"code\":\"DIGEST_INVALID\"}]}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        blobs.put(session.repository() + "@" + digest, body);
        answer(exchange, 201, new byte[0]);
    }

    private void serve(HttpExchange exchange, byte @org.jspecify.annotations.Nullable [] bytes, String kind)
            throws IOException {
        if (bytes == null) {
            answer(exchange, 404, new byte[0]);
            return;
        }
        byte[] sent = bytes.clone();
        switch (kind) {
            case "corrupt" -> sent[sent.length / 2] ^= 1;
            case "longer" -> sent = Arrays.copyOf(bytes, bytes.length + 100_000);
            case "truncate", "stall" -> {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                exchange.getResponseBody().flush();
                if (kind.equals("stall")) {
                    hold();
                }
                return;
            }
            default -> {}
        }
        exchange.getResponseHeaders().set("Docker-Content-Digest", DigestStream.digestOf(bytes));
        String type = types.get(DigestStream.digestOf(bytes));
        if (type != null) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        answer(exchange, 200, sent);
    }

    private static void hold() {
        try {
            Thread.sleep(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
