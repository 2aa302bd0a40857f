package dev.slipway.deploy;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.cluster.Forwards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Forwards that lead to a server which answers everything with one status. */
final class ServingForwards implements Forwards, AutoCloseable {
    private final Map<String, HttpServer> open = new LinkedHashMap<>();
    int status = 200;
    /** Whether a body never ends. */
    boolean endless;

    @Override
    public URI open(String namespace, String service, int port, int preferredPort) {
        HttpServer server = open.computeIfAbsent(service, s -> serve(preferredPort));
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private HttpServer serve(int port) {
        try {
            HttpServer server = bind(port);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(status, endless ? 0 : -1);
                if (endless) {
                    exchange.getResponseBody().write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                } else {
                    exchange.close();
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer bind(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 8);
        } catch (IOException e) {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        }
    }

    @Override
    public Map<String, URI> open(String namespace) {
        Map<String, URI> urls = new TreeMap<>();
        open.forEach((service, server) -> urls.put(
                service, URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
        return urls;
    }

    @Override
    public void close(String namespace) {
        close();
    }

    @Override
    public void close() {
        open.values().forEach(s -> s.stop(0));
        open.clear();
    }
}
