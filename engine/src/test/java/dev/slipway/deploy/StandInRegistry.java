package dev.slipway.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.apache.commons.codec.digest.DigestUtils;

/** Takes every blob and manifest, or answers a request with the status that a test wants. */
final class StandInRegistry implements AutoCloseable {
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    final Set<String> blobs = ConcurrentHashMap.newKeySet();
    final Map<String, String> manifests = new ConcurrentHashMap<>();
    /** Status by the pattern of a request's line. */
    final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    /** {@code user:password} that it asks for; empty for nobody's. */
    String account = "";

    private final HttpServer server;

    StandInRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            String line = method + " " + exchange.getRequestURI();
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(line);
            exchange.sendResponseHeaders(status(exchange, method, path, line, body), -1);
        }
    }

    private int status(HttpExchange exchange, String method, String path, String line, byte[] body) {
        for (Map.Entry<String, Integer> refusal : refusals.entrySet()) {
            if (line.matches(refusal.getKey())) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                return refusal.getValue();
            }
        }
        String expected = "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
        if (!account.isEmpty() && !expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
            return 401;
        }
        exchange.getResponseHeaders().set("Location", path);
        if (path.contains("/manifests/")) {
            if (method.equals("PUT")) {
                manifests.put(path, DigestUtils.sha256Hex(body));
            }
            exchange.getResponseHeaders().set("Docker-Content-Digest", "sha256:" + manifests.get(path));
            return method.equals("PUT") ? 201 : manifests.containsKey(path) ? 200 : 404;
        }
        return switch (method) {
            case "HEAD" -> blobs.contains(path) ? 200 : 404;
            case "PUT" -> {
                blobs.add(path.replaceFirst("uploads/", "")
                        + exchange.getRequestURI().getQuery().replaceFirst("digest=", ""));
                yield 201;
            }
            case "DELETE" -> 204;
            case "GET" -> 200;
            default -> 202;
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
