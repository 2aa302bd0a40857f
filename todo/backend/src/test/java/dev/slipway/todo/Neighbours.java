package dev.slipway.todo;

import com.nimbusds.jose.jwk.ECKey;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Services that a backend may be configured to talk to, and that most are not: a collector of traces, a push service. */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {
    private static final String DELAY = "otel.bsp.schedule.delay";

    /** What the collector was told, each as the bytes of one request (protobuf), to look for words in. */
    static final List<String> TRACES = new CopyOnWriteArrayList<>();

    /** What the push service was given. */
    static final List<Pushed> PUSHED = new CopyOnWriteArrayList<>();

    static final ECKey SENDER = World.key("vapid");

    static URI pushService;

    private HttpServer server;

    record Pushed(String path, Map<String, List<String>> headers, byte[] body) {}

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            TRACES.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/push/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            PUSHED.add(new Pushed(
                    path,
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(path.endsWith("/gone") ? 410 : 201, -1);
            exchange.close();
        });
        server.start();
        pushService = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/push/");
        System.setProperty(DELAY, "50");
        return Map.of(
                "todo.trace.endpoint",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "todo.vapid.public-key",
                Browser.point(SENDER),
                "todo.vapid.private-key",
                SENDER.getD().toString(),
                "todo.push.any-address",
                "true");
    }

    @Override
    public void stop() {
        System.clearProperty(DELAY);
        server.stop(0);
    }
}
