package dev.slipway.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gate.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that serves a page, as it is put into an image, under the Node.js of this machine. */
class PageServerTest {
    private static final FileTime DATE = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir
    Path folder;

    private String program() {
        Reading reading = new Reading(Workspace.of(folder.resolve("page"), Map.of()), Map.of());
        return reading.plan(reading.application().services().getFirst()).layers().stream()
                .flatMap(layer -> layer.texts().stream())
                .filter(text -> text.to().endsWith(".mjs"))
                .findFirst()
                .orElseThrow()
                .content();
    }

    private void page(String index, String hours) throws Exception {
        Path page = Files.createDirectories(folder.resolve("page"));
        for (Map.Entry<String, String> file :
                Map.of("index.html", index, "hours.json", hours).entrySet()) {
            Files.writeString(page.resolve(file.getKey()), file.getValue());
            Files.setLastModifiedTime(page.resolve(file.getKey()), DATE);
        }
    }

    /** The program, running. */
    private Process server(int port, String... options) throws Exception {
        Path program = Files.writeString(folder.resolve("serve.mjs"), program());
        List<String> command = new ArrayList<>(
                List.of("node", program.toString(), folder.resolve("page").toString(), Integer.toString(port)));
        command.addAll(List.of(options));
        Process server = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(server.inputReader().readLine()).contains("is served on port");
        return server;
    }

    private static int free() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** An answer of a server that runs for this one question. */
    private HttpResponse<String> ask(String path, String tag) throws Exception {
        int port = free();
        Process server = server(port);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            if (!tag.isEmpty()) {
                request.header("If-None-Match", tag);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } finally {
            server.destroyForcibly();
        }
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("etag").orElse("");
    }

    @Test
    void whoSawTheLastReleaseGetsTheNewPageAlsoWhereSizeAndDateAreTheSame() throws Exception {
        page("<h1>Open</h1>", "{\"monday\": \"9-17\"}");
        HttpResponse<String> index = ask("/", "");
        HttpResponse<String> hours = ask("/hours.json", "");
        assertThat(index.body()).isEqualTo("<h1>Open</h1>");
        assertThat(ask("/", tag(index)).statusCode()).isEqualTo(304);
        assertThat(ask("/", "\"other\", " + tag(index)).statusCode()).isEqualTo(304);

        page("<h1>Shut</h1>", "{\"monday\": \"8-16\"}");
        HttpResponse<String> newIndex = ask("/", tag(index));
        assertThat(newIndex.statusCode()).isEqualTo(200);
        assertThat(newIndex.body()).isEqualTo("<h1>Shut</h1>");
        assertThat(tag(newIndex)).isNotEqualTo(tag(index));
        assertThat(ask("/hours.json", tag(hours)).body()).isEqualTo("{\"monday\": \"8-16\"}");
    }

    /** A service that takes the connection and says which path was asked of it. */
    private static void echo(ServerSocket service, String first) {
        Thread.startVirtualThread(() -> {
            while (true) {
                try (Socket asked = service.accept()) {
                    String line = new BufferedReader(new InputStreamReader(asked.getInputStream(), UTF_8)).readLine();
                    asked.getOutputStream().write((first + "\r\n\r\n" + line).getBytes(UTF_8));
                } catch (IOException e) {
                    return; // the test is over
                }
            }
        });
    }

    private static String said(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((request + "\r\nHost: page\r\n\r\n").getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void aWayMayLeadToAnotherPath() throws Exception {
        page("<h1>Open</h1>", "{}");
        int port = free();
        try (ServerSocket cart = new ServerSocket(0)) {
            echo(cart, "HTTP/1.1 200 OK\r\nConnection: close");
            Process server = server(
                    port,
                    "way=/api/cart=http://127.0.0.1:" + cart.getLocalPort(),
                    "way=/api=http://127.0.0.1:" + cart.getLocalPort() + "/v1");
            try {
                assertThat(said(port, "GET /api/cart/7?all HTTP/1.1\r\nConnection: close"))
                        .contains("GET /7?all HTTP/1.1");
                assertThat(said(port, "GET /api/users HTTP/1.1\r\nConnection: close"))
                        .contains("GET /v1/users HTTP/1.1");
            } finally {
                server.destroyForcibly();
            }
        }
    }

    @Test
    void eachServiceIsReachedByAWayOfItsOwnAlsoByWebSockets() throws Exception {
        page("<h1>Open</h1>", "{}");
        int port = free();
        try (ServerSocket backend = new ServerSocket(0);
                ServerSocket live = new ServerSocket(0)) {
            echo(backend, "HTTP/1.1 200 OK\r\nConnection: close\r\nX-From: backend");
            echo(live, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-From: live");
            Process server = server(
                    port,
                    "backend=http://127.0.0.1:" + backend.getLocalPort(),
                    "way=/.slipway/live=http://127.0.0.1:" + live.getLocalPort());
            try {
                String upgrade = "\r\nConnection: Upgrade\r\nUpgrade: websocket";
                assertThat(said(port, "GET /.slipway/live/prices?of=AAA HTTP/1.1" + upgrade))
                        .contains("101 Switching", "live", "GET /prices?of=AAA HTTP/1.1");
                assertThat(said(port, "GET /.slipway/live HTTP/1.1" + upgrade)).contains("GET / HTTP/1.1");
                assertThat(said(port, "GET /api HTTP/1.1\r\nConnection: close"))
                        .contains("backend", "GET /api HTTP/1.1");
            } finally {
                server.destroyForcibly();
            }
        }
    }
}
