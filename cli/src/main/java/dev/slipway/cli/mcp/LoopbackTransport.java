package dev.slipway.cli.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Streamable HTTP (protocol 2025-03-26 and later) on the JDK's server: on 127.0.0.1 alone, for who has the token, and for no page of
 * a browser. The library's own wants a servlet container.
 */
final class LoopbackTransport implements McpStreamableServerTransportProvider, AutoCloseable {
    private static final String PATH = "/mcp";
    private static final String EVENTS = "text/event-stream";
    private static final int MOST = 4 << 20;
    private static final int TOKEN_BYTES = 24;

    private final HttpServer server;
    private final String token;
    private final McpJsonMapper json;
    private final Map<String, McpStreamableServerSession> sessions = new ConcurrentHashMap<>();
    private McpStreamableServerSession.@Nullable Factory factory;

    private LoopbackTransport(HttpServer server, String token, McpJsonMapper json) {
        this.server = server;
        this.token = token;
        this.json = json;
    }

    static LoopbackTransport open(int port, String token, McpJsonMapper json) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        LoopbackTransport transport =
                new LoopbackTransport(server, token.isEmpty() ? HexFormat.of().formatHex(random) : token, json);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", transport::handle);
        return transport;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    String token() {
        return token;
    }

    @Override
    public void setSessionFactory(McpStreamableServerSession.Factory sessions) {
        this.factory = sessions;
        server.start();
    }

    @Override
    public List<String> protocolVersions() {
        return List.of(
                ProtocolVersions.MCP_2025_03_26, ProtocolVersions.MCP_2025_06_18, ProtocolVersions.MCP_2025_11_25);
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return Flux.fromIterable(sessions.values())
                .flatMap(s -> s.sendNotification(method, params).onErrorComplete())
                .then();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(() -> server.stop(0));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            int refused = refused(http);
            if (refused != 0) {
                answer(http, refused, "");
                return;
            }
            switch (http.getRequestMethod()) {
                case "POST" -> post(http);
                case "GET" -> listen(http);
                case "DELETE" -> {
                    McpStreamableServerSession session = sessions.remove(session(http));
                    if (session != null) {
                        session.delete().block();
                    }
                    answer(http, session == null ? 404 : 200, "");
                }
                default -> answer(http, 405, "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A status, or 0 for who may come in. A page of a browser sends its origin, and a name that was made to lead here its host. */
    private int refused(HttpExchange http) {
        if (!http.getRequestURI().getPath().equals(PATH)) {
            return 404;
        }
        String host = first(http, "Host").replaceFirst(":\\d+$", "");
        if (!host.equals("127.0.0.1") && !host.equals("localhost")) {
            return 403;
        }
        String origin = first(http, "Origin");
        if (!origin.isEmpty() && !loopback(origin)) {
            return 403;
        }
        boolean known = MessageDigest.isEqual(
                first(http, "Authorization").getBytes(StandardCharsets.UTF_8),
                ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
        return known ? 0 : 401;
    }

    private static boolean loopback(String origin) {
        try {
            String host = String.valueOf(URI.create(origin).getHost());
            return host.equals("127.0.0.1") || host.equals("localhost");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String first(HttpExchange http, String header) {
        String value = http.getRequestHeaders().getFirst(header);
        return value == null ? "" : value;
    }

    private static String session(HttpExchange http) {
        return first(http, HttpHeaders.MCP_SESSION_ID);
    }

    private void post(HttpExchange http) throws IOException {
        byte[] body = http.getRequestBody().readNBytes(MOST + 1);
        if (body.length > MOST) {
            answer(http, 413, "");
            return;
        }
        McpSchema.JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(json, new String(body, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            answer(http, 400, "{\"error\":\"that is no message of JSON-RPC 2.0\"}");
            return;
        }
        if (message instanceof McpSchema.JSONRPCRequest request
                && request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            begin(http, request);
            return;
        }
        McpStreamableServerSession session = sessions.get(session(http));
        if (session == null) {
            answer(http, session(http).isEmpty() ? 400 : 404, "{\"error\":\"there is no such session\"}");
            return;
        }
        if (message instanceof McpSchema.JSONRPCRequest request) {
            Stream stream = Stream.open(http, json);
            session.responseStream(request, stream)
                    .contextWrite(c -> c.put(McpTransportContext.KEY, McpTransportContext.EMPTY))
                    .onErrorComplete()
                    .block();
        } else if (message instanceof McpSchema.JSONRPCNotification notification) {
            session.accept(notification)
                    .contextWrite(c -> c.put(McpTransportContext.KEY, McpTransportContext.EMPTY))
                    .onErrorComplete()
                    .block();
            answer(http, 202, "");
        } else if (message instanceof McpSchema.JSONRPCResponse response) {
            session.accept(response).onErrorComplete().block();
            answer(http, 202, "");
        } else {
            answer(http, 400, "");
        }
    }

    private void begin(HttpExchange http, McpSchema.JSONRPCRequest request) throws IOException {
        McpStreamableServerSession.Factory sessionsOf = factory;
        if (sessionsOf == null) {
            answer(http, 503, "");
            return;
        }
        McpSchema.InitializeRequest initialize;
        try {
            initialize = json.convertValue(request.params(), McpSchema.InitializeRequest.class);
        } catch (RuntimeException e) {
            answer(http, 400, "{\"error\":\"initialize lacks what it has to say\"}");
            return;
        }
        McpStreamableServerSession.McpStreamableServerSessionInit init = sessionsOf.startSession(initialize);
        sessions.put(init.session().getId(), init.session());
        http.getResponseHeaders().set(HttpHeaders.MCP_SESSION_ID, init.session().getId());
        answer(
                http,
                200,
                json.writeValueAsString(McpSchema.JSONRPCResponse.result(
                        request.id(), init.initResult().block())));
    }

    /** Keeps a stream open for what the server says on its own. */
    private void listen(HttpExchange http) throws IOException, InterruptedException {
        McpStreamableServerSession session = sessions.get(session(http));
        if (session == null || !first(http, "Accept").contains(EVENTS)) {
            answer(http, session == null ? 404 : 406, "");
            return;
        }
        Stream stream = Stream.open(http, json);
        McpStreamableServerSession.McpStreamableServerSessionStream listening = session.listeningStream(stream);
        try {
            stream.untilClosed();
        } finally {
            listening.close();
        }
    }

    private static void answer(HttpExchange http, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            http.getResponseHeaders().set("Content-Type", "application/json");
        }
        if (status == 401) {
            http.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            http.getResponseBody().write(bytes);
        }
    }

    /** One answer that goes on: messages as server-sent events. */
    private static final class Stream implements McpStreamableServerTransport {
        private final OutputStream out;
        private final McpJsonMapper json;
        private final CountDownLatch closed = new CountDownLatch(1);

        private Stream(OutputStream out, McpJsonMapper json) {
            this.out = out;
            this.json = json;
        }

        static Stream open(HttpExchange http, McpJsonMapper json) throws IOException {
            http.getResponseHeaders().set("Content-Type", EVENTS);
            http.getResponseHeaders().set("Cache-Control", "no-cache");
            http.sendResponseHeaders(200, 0);
            http.getResponseBody().flush();
            return new Stream(http.getResponseBody(), json);
        }

        void untilClosed() throws InterruptedException {
            closed.await();
        }

        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
            return Mono.fromRunnable(() -> write(message, null));
        }

        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, @Nullable String id) {
            return Mono.fromRunnable(() -> write(message, id));
        }

        private synchronized void write(McpSchema.JSONRPCMessage message, @Nullable String id) {
            if (closed.getCount() == 0) {
                return;
            }
            String event;
            try {
                event = (id == null ? "" : "id: " + id + "\n") + "event: message\ndata: "
                        + json.writeValueAsString(message) + "\n\n";
            } catch (IOException e) {
                throw new UncheckedIOException("a message cannot be written as JSON", e);
            }
            try {
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                // The client has gone; what it asked for is done nevertheless.
                closed.countDown();
            }
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return json.convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.fromRunnable(closed::countDown);
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
