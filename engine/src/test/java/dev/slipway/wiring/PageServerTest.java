package dev.slipway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gate.Workspace;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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

    /** An answer of a server that runs for this one question. */
    private HttpResponse<String> ask(String path, String tag) throws Exception {
        Path program = Files.writeString(folder.resolve("serve.mjs"), program());
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process server = new ProcessBuilder(
                        "node", program.toString(), folder.resolve("page").toString(), Integer.toString(port))
                .redirectErrorStream(true)
                .start();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThat(server.inputReader().readLine()).contains("is served on port");
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
}
