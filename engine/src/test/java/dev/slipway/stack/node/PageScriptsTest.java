package dev.slipway.stack.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.stack.node.next.GoogleFonts;
import dev.slipway.stack.node.page.PublicVariables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            + "node -p 'const f = process.env.NEXT_FONT_GOOGLE_MOCKED_RESPONSES; f ?"
            + " require(f)[\"https://fonts.googleapis.com/css2?family=Geist+Mono:wght@100..900&display=swap\"] :"
            + " \"own\"'";

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

    private static Service page(int port, String... needs) {
        Service page = service("frontend", Role.FRONTEND, port);
        return page.with(page.env(), List.of(needs));
    }

    private static Service service(String name, Role role, int port, EnvVar... env) {
        return new Service(
                name,
                role,
                role == Role.BACKEND ? "node" : "any",
                "",
                name,
                port,
                List.of(env),
                List.of(),
                Health.NONE,
                List.of(),
                List.of());
    }

    @Test
    void whatThePageDoesNotAnswerGoesOnToTheBackendBehindItsOwnRewrites() throws Exception {
        network("Promise.resolve()");
        Path manifest = folder.resolve("routes-manifest.json");
        Files.writeString(
                manifest,
                "{\"version\": 3, \"rewrites\": [{\"source\": \"/old\", \"destination\": \"/new\"},"
                        + " {\"source\": \"/a/:p*\", \"destination\": \"http://localhost:8000/a/:p*\"},"
                        + " {\"source\": \"/b/:p*\", \"destination\": \"http://api:8000/b/:p*\"}]}");
        EnvVar api = EnvVar.of("NEXT_PUBLIC_API_URL", new Value.ServiceUrl("backend", ""), false, "page.tsx:1");
        Service page = service("frontend", Role.FRONTEND, 3000, api).with(List.of(api), List.of("backend"));
        List<Service> all = List.of(service("backend", Role.BACKEND, 8000), page);

        shell(PublicVariables.connect("static", ".", page, all));

        JsonNode rewrites =
                JsonMapper.shared().readTree(Files.readString(manifest)).path("rewrites");
        JsonNode own = rewrites.path("afterFiles");
        assertThat(own.path(0).path("source").asString()).isEqualTo("/old");
        assertThat(own.path(1).path("destination").asString()).isEqualTo("http://backend:8000/a/:p*");
        assertThat(own.path(2).path("destination").asString()).isEqualTo("http://backend:8000/b/:p*");
        JsonNode last = rewrites.path("fallback").path(0);
        assertThat(last.path("destination").asString()).isEqualTo("http://backend:8000/:path*");
        assertThat("/api/tasks/7").matches(last.path("regex").asString());
        assertThat(last.path("missing").path(0).path("value").asString()).contains("text/html");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '%', textBlock = """
        get("http://localhost:8000/api/" + id)            | get((location.origin+"/api/") + id)
        get(`http://localhost:8000/api/${id}`)            | get(`${location.origin}/api/${id}`)
        {baseURL:"http://backend.slipway.internal:8000"}  | {baseURL:(location.origin)}
        {own:"http://localhost:3000"}                     | {own:(location.origin)}
        {own:"http://this-page.slipway.internal/api"}     | {own:(location.origin+"/api")}
        get("http://localhost:9/other")                   | get("http://localhost:9/other")
        open("ws://localhost:4001/a")                     | open((location.origin.replace(/^http/,"ws")+"/.slipway/port/4001/a"))
        {"http://localhost:8000":1}                       | {"http://localhost:8000":1}
        parse('{"url":"http://localhost:8000"}')          | parse('{"url":"http://localhost:8000"}')
        open("ws://localhost:8000/ws")                    | open((location.origin.replace(/^http/,"ws")+"/ws"))
        open("ws://localhost:8081")                       | open((location.origin.replace(/^http/,"ws")+"/.slipway/live"))
        open(`ws://localhost:8081/${id}`)                 | open(`${location.origin.replace(/^http/,"ws")}/.slipway/live/${id}`)
        open(`ws://${location.hostname}:8081/`)           | open(`${location.origin.replace(/^http/,"ws")}/.slipway/live/`)
        open("ws://"+window.location.hostname+":8081/a")  | open((location.origin.replace(/^http/,"ws")+"/.slipway/live/a"))
        get("http://live.slipway.internal:8081/a")        | get((location.origin+"/.slipway/live/a"))
        """)
    void addressesOfTheDevelopersMachineBecomeThePagesOwnOrigin(String built, String wanted) throws Exception {
        network("Promise.resolve()");
        Path script = Files.createDirectories(folder.resolve("page/assets")).resolve("index.js");
        Files.writeString(script, built);
        Service page = page(3000, "backend", "live");

        shell(PublicVariables.connect(
                "page",
                "",
                page,
                List.of(service("backend", Role.BACKEND, 8000), service("live", Role.BACKEND, 8081), page)));

        assertThat(script).hasContent(wanted);
    }

    @Test
    void aServerAsksTheServiceItself() throws Exception {
        network("Promise.resolve()");
        Files.writeString(folder.resolve("routes-manifest.json"), "{\"rewrites\": []}");
        Path script = Files.createDirectories(folder.resolve("server/app")).resolve("page.js");
        Files.writeString(script, "fetch('http://127.0.0.1:8000/a'), fetch('http://backend.slipway.internal:8000/b')");
        Service page = page(3000, "backend");

        shell(PublicVariables.connect("static", ".", page, List.of(service("backend", Role.BACKEND, 8000), page)));

        assertThat(script).hasContent("fetch('http://backend:8000/a'), fetch('http://backend:8000/b')");
    }

    @Test
    void aSecondServiceOfANextPageHasAWayOfItsOwn() throws Exception {
        network("Promise.resolve()");
        Path manifest = folder.resolve("routes-manifest.json");
        Files.writeString(manifest, "{\"rewrites\": []}");
        Path script = Files.createDirectories(folder.resolve("static")).resolve("page.js");
        Files.writeString(script, "fetch(\"http://localhost:8000/a\"),new WebSocket(\"ws://localhost:8081\")");

        shell(PublicVariables.connect(
                "static",
                ".",
                page(3000, "backend", "live"),
                List.of(service("backend", Role.BACKEND, 8000), service("live", Role.BACKEND, 8081))));

        assertThat(script)
                .hasContent("fetch((location.origin+\"/a\")),new WebSocket((location.origin.replace(/^http/,\"ws\")"
                        + "+\"/.slipway/live\"))");
        JsonNode way = JsonMapper.shared()
                .readTree(Files.readString(manifest))
                .path("rewrites")
                .path("beforeFiles")
                .path(0);
        assertThat(way.path("destination").asString()).isEqualTo("http://live:8081/:path*");
        assertThat("/.slipway/live").matches(way.path("regex").asString());
        assertThat("/.slipway/live/a/b").matches(way.path("regex").asString());
    }
}
