package dev.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page's build runs beside Next.js itself, under the real Node.js. */
class PageScriptsTest {
    @TempDir
    Path folder;

    private String shell(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.equalsIgnoreCase("https_proxy"));
        builder.environment().put("NODE_OPTIONS", "--require " + folder.resolve("network.cjs"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    private void network(String answer) throws IOException {
        Files.writeString(folder.resolve("network.cjs"), "globalThis.fetch = () => " + answer + ";\n");
    }

    private static final String ASK = GoogleFonts.before("")
            + "node -p 'const f = process.env.NEXT_FONT_GOOGLE_MOCKED_RESPONSES;"
            + " f ? require(f)[\"https://fonts.googleapis.com/css2?family=Geist+Mono:wght@100..900&display=swap\"] : \"own\"'";

    @Test
    void fontsOutOfReachAreAnsweredByRulesThatNameThem() throws Exception {
        network("Promise.reject(new Error(\"no network\"))");
        Files.writeString(folder.resolve("page.tsx"), "import { Geist_Mono } from \"next/font/google\";\n");

        assertThat(shell(ASK)).contains("is not reached", "font-family: 'Geist Mono'", "local('Geist Mono')");
        assertThat(folder.resolve(GoogleFonts.ANSWERS)).exists();

        network("Promise.resolve()");
        assertThat(shell(ASK)).as("once they are in reach").isEqualTo("own");
        assertThat(folder.resolve(GoogleFonts.ANSWERS)).doesNotExist();
    }

    @Test
    void whatThePageDoesNotAnswerGoesOnToTheBackendBehindItsOwnRewrites() throws Exception {
        network("Promise.resolve()");
        Path manifest = folder.resolve("routes-manifest.json");
        Files.writeString(
                manifest,
                "{\"version\": 3, \"rewrites\": [{\"source\": \"/old\", \"destination\": \"/new\"},"
                        + " {\"source\": \"/a/:p*\", \"destination\": \"http://localhost:8000/a/:p*\"}]}");
        Path page = Files.createDirectories(folder.resolve("static/chunks")).resolve("page.js");
        Files.writeString(page, "fetch(\"http://localhost:8000/api\"), fetch(\"http://localhost:9/other\")");
        Path server = Files.createDirectories(folder.resolve("server")).resolve("page.js");
        Files.writeString(server, "fetch(\"http://127.0.0.1:8000/api\")");
        Service backend = new Service(
                "backend",
                Role.BACKEND,
                "fastapi",
                "FastAPI",
                "backend",
                8000,
                List.of(),
                List.of(),
                Health.NONE,
                List.of(),
                List.of());

        shell(PublicVariables.connect(".", Optional.of(backend), List.of(backend)));

        JsonNode rewrites =
                JsonMapper.shared().readTree(Files.readString(manifest)).path("rewrites");
        assertThat(rewrites.path("afterFiles").path(0).path("source").asString())
                .isEqualTo("/old");
        assertThat(rewrites.path("afterFiles").path(1).path("destination").asString())
                .isEqualTo("http://backend:8000/a/:p*");
        assertThat(page).hasContent("fetch(\"/./api\"), fetch(\"http://localhost:9/other\")");
        assertThat(server).hasContent("fetch(\"http://backend:8000/api\")");
        JsonNode last = rewrites.path("fallback").path(0);
        assertThat(last.path("destination").asString()).isEqualTo("http://backend:8000/:path*");
        assertThat("/api/tasks/7").matches(last.path("regex").asString());
        assertThat(last.path("missing").path(0).path("value").asString()).contains("text/html");
    }
}
