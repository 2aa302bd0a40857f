package dev.slipway.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.PlannedStep;
import dev.slipway.assist.plan.ResourceKind;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official client against the server over HTTP, with commands that are played: who is asked, what is run, what is not. */
class McpConsentTest {
    private static final ChangePlan HARMLESS = plan(new ObjectChange.Make(
            Docs.object(
                    "apiVersion",
                    "v1",
                    "kind",
                    "ConfigMap",
                    "metadata",
                    Docs.object("name", "look", "namespace", "lab")),
            "make configmap look"));
    private static final ChangePlan HARMFUL =
            plan(new ObjectChange.Remove(ResourceKind.NAMESPACE.make("", "lab"), "delete namespace lab"));

    private final List<List<String>> run = Collections.synchronizedList(new ArrayList<>());
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private ChangePlan planned = HARMLESS;
    private LoopbackTransport transport;

    @TempDir
    private Path folder;

    private static ChangePlan plan(ObjectChange change) {
        return new ChangePlan(List.of(new PlannedStep("it", List.of(change), List.of())));
    }

    @BeforeEach
    void open() throws IOException {
        transport = LoopbackTransport.open(
                0, "secret-of-the-test", new McpService(new Calls(this::command, Map.of(), folder, USUAL)).json());
    }

    @AfterEach
    void close() {
        transport.close();
    }

    /** Plays the terminal: plans are written, and what applies a plan asks as Slipway does. */
    private int command(
            List<String> words, PrintStream out, PrintStream err, Map<String, String> env, Callable<String> typed) {
        run.add(words);
        try {
            if (words.getFirst().equals("ask") || words.getFirst().equals("fix")) {
                String file = words.stream()
                        .filter(w -> w.startsWith("--plan-only="))
                        .findFirst()
                        .orElseThrow()
                        .substring("--plan-only=".length());
                Files.writeString(Path.of(file), planned.written());
                out.println("Plan  it\n      + spec.env.0.value: hunter2hunter2");
                return 0;
            }
            if (words.getFirst().equals("apply-plan")) {
                ChangePlan plan = ChangePlan.read(Files.readString(Path.of(words.getLast())));
                out.println("Plan  " + plan.changes().getFirst().words());
                boolean free = words.contains("--YES")
                        || words.contains("--yes") && plan.harms().isEmpty();
                if (!free) {
                    err.print(
                            plan.harms().isEmpty()
                                    ? "Make these changes on it? [y/N] "
                                    : "Type YES in capital letters to do it all the same: ");
                    String answer = typed.call();
                    if (!(plan.harms().isEmpty() ? answer.matches("(?i)y|yes") : answer.equals("YES"))) {
                        out.println("Nothing was changed.");
                        return 40;
                    }
                }
                err.println("made it");
                out.println("✓ made");
                return 0;
            }
            out.println("{\"password\": \"hunter2hunter2\", \"ok\": true}");
            err.println("first");
            err.println("second");
            return 0;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private McpSyncClient client(
            ToolLeave leave, @Nullable Function<McpSchema.ElicitFormRequest, McpSchema.ElicitResult> person) {
        McpService service = new McpService(new Calls(this::command, Map.of(), folder, leave));
        service.configured(McpServer.sync(transport));
        McpClient.SyncSpec spec = McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                transport.url().replaceFirst("/mcp$", ""))
                        .endpoint("/mcp")
                        .httpRequestCustomizer((builder, method, uri, body, context) ->
                                builder.header("Authorization", "Bearer secret-of-the-test"))
                        .build())
                .requestTimeout(Duration.ofSeconds(20));
        if (person != null) {
            spec = spec.capabilities(
                            McpSchema.ClientCapabilities.builder().elicitation().build())
                    .elicitation(request -> {
                        asked.add(request.message());
                        return person.apply(request);
                    });
        }
        McpSyncClient client = spec.build();
        client.initialize();
        return client;
    }

    private static Function<McpSchema.ElicitFormRequest, McpSchema.ElicitResult> says(String answer) {
        return request -> new McpSchema.ElicitResult(McpSchema.ElicitResult.Action.ACCEPT, Map.of("answer", answer));
    }

    private static final ToolLeave USUAL = new ToolLeave(false, false, false);

    private static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(new McpSchema.CallToolRequest(tool, arguments));
    }

    private static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().getFirst()).text();
    }

    private static String digest(McpSchema.CallToolResult result) {
        return String.valueOf(((Map<?, ?>) result.structuredContent()).get("plan"));
    }

    private boolean made() {
        return run.stream()
                .filter(w -> w.getFirst().equals("apply-plan"))
                .anyMatch(w -> w.contains("--yes") || w.contains("--YES"));
    }

    @Test
    void aPersonIsAskedWithThePlanAndItIsMadeOnce() {
        try (McpSyncClient client = client(USUAL, says("yes"))) {
            McpSchema.CallToolResult plan = call(client, "ask", Map.of("text", "make it", "context", "kind-a"));
            assertThat(text(plan)).contains("Nothing was changed").doesNotContain("hunter2hunter2");
            McpSchema.CallToolResult result = call(client, "apply", Map.of("plan", digest(plan)));
            assertThat(result.isError()).as(text(result)).isFalse();
            assertThat(asked).singleElement().asString().contains("make configmap look", "Make these changes");
            assertThat(run.getLast()).contains("apply-plan", "--context=kind-a").doesNotContain("--yes", "--YES");
            assertThat(call(client, "apply", Map.of("plan", digest(plan))).isError())
                    .as("a plan is made once")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "", "YES please", "Yes", "yes", "y", " YES", "true", "Y E S"})
    void whatDoesHarmNeedsYesInCapitalLetters(String answer) {
        planned = HARMFUL;
        try (McpSyncClient client = client(USUAL, says(answer))) {
            McpSchema.CallToolResult plan = call(client, "ask", Map.of("text", "delete it"));
            McpSchema.CallToolResult result = call(client, "apply", Map.of("plan", digest(plan)));
            assertThat(text(result)).contains("Nothing was changed");
            assertThat(asked).singleElement().asString().contains("delete namespace lab");
        }
    }

    @Test
    void aDeclinedQuestionIsNoConsentWhateverElseItCarries() {
        try (McpSyncClient client = client(
                USUAL,
                request ->
                        new McpSchema.ElicitResult(McpSchema.ElicitResult.Action.DECLINE, Map.of("answer", "yes")))) {
            McpSchema.CallToolResult plan = call(client, "fix", Map.of());
            McpSchema.CallToolResult result = call(client, "apply", Map.of("plan", digest(plan)));
            assertThat(result.isError()).isTrue();
            assertThat(text(result)).contains("Nothing was changed");
        }
    }

    @Test
    void whereNobodyCanBeAskedTheCallByItsDigestIsTheConsent() {
        try (McpSyncClient client = client(USUAL, null)) {
            McpSchema.CallToolResult plan = call(client, "fix", Map.of("what", "--yes"));
            assertThat(run.getLast()).endsWith("--", "--yes");
            McpSchema.CallToolResult result = call(client, "apply", Map.of("plan", digest(plan)));
            assertThat(result.isError()).as(text(result)).isFalse();
            assertThat(run.getLast()).contains("--yes", "--or-back");
        }
    }

    @Test
    void whereNobodyCanBeAskedWhatDoesHarmIsNotMade() {
        planned = HARMFUL;
        try (McpSyncClient client = client(USUAL, null)) {
            McpSchema.CallToolResult plan = call(client, "ask", Map.of("text", "delete it"));
            McpSchema.CallToolResult result = call(client, "apply", Map.of("plan", digest(plan)));
            assertThat(result.isError()).isTrue();
            assertThat(text(result)).contains("capital letters", "Nothing was changed");
            assertThat(made()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                "",
                "../../etc/passwd",
                "--yes",
                "*"
            })
    void aPlanThatWasNeverShownIsNotMade(String digest) {
        try (McpSyncClient client = client(USUAL, says("yes"))) {
            call(client, "ask", Map.of("text", "make it"));
            assertThat(call(client, "apply", Map.of("plan", digest)).isError()).isTrue();
            assertThat(run).noneMatch(w -> w.getFirst().equals("apply-plan"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "yes", "YES", "force", "dry_run", "approved"})
    void noArgumentOfTheCallIsAWayRound(String argument) {
        planned = HARMFUL;
        try (McpSyncClient client = client(USUAL, null)) {
            McpSchema.CallToolResult plan = call(client, "ask", Map.of("text", "delete it"));
            assertThat(call(client, "apply", Map.of("plan", digest(plan), argument, "YES"))
                            .isError())
                    .isTrue();
            assertThat(made()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "apply", "undo"})
    void aServerThatOnlyLooksHasNoToolThatChanges(String tool) {
        try (McpSyncClient client = client(new ToolLeave(true, false, false), says("yes"))) {
            assertThat(client.listTools().tools()).noneMatch(t -> t.name().equals(tool));
            try {
                assertThat(call(client, tool, Map.of("plan", "x")).isError()).isTrue();
            } catch (RuntimeException e) {
                assertThat(e).hasMessageContaining("Unknown tool");
            }
            assertThat(run).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "/", "/etc", "../..", "nowhere"})
    void noFolderOutsideOfTheServedOneIsTouched(String elsewhere) {
        try (McpSyncClient client = client(USUAL, says("yes"))) {
            assertThat(call(client, "up", Map.of("folder", elsewhere)).isError())
                    .isTrue();
            assertThat(run).isEmpty();
        }
    }

    @Test
    void anotherClustersContextIsAskedFor() {
        try (McpSyncClient client = client(USUAL, says("no"))) {
            McpSchema.CallToolResult result = call(client, "up", Map.of("context", "production"));
            assertThat(result.isError()).isTrue();
            assertThat(asked).singleElement().asString().contains("production");
            assertThat(run).isEmpty();
        }
    }

    @Test
    void secretsDoNotComeBackAndProgressDoes() throws Exception {
        List<String> progress = Collections.synchronizedList(new ArrayList<>());
        McpService service = new McpService(new Calls(this::command, Map.of(), folder, USUAL));
        service.configured(McpServer.sync(transport));
        try (McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                transport.url().replaceFirst("/mcp$", ""))
                        .endpoint("/mcp")
                        .httpRequestCustomizer((builder, method, uri, body, context) ->
                                builder.header("Authorization", "Bearer secret-of-the-test"))
                        .build())
                .progressConsumer(p -> progress.add(p.message()))
                .build()) {
            client.initialize();
            McpSchema.CallToolResult result =
                    client.callTool(new McpSchema.CallToolRequest("status", Map.of(), Map.of("progressToken", "t-1")));
            assertThat(text(result)).contains("\"ok\": true").doesNotContain("hunter2");
            assertThat(String.valueOf(result.structuredContent())).doesNotContain("hunter2");
            for (int i = 0; i < 50 && progress.size() < 2; i++) {
                Thread.sleep(100);
            }
            assertThat(progress).containsExactly("first", "second");
        }
    }

    @Test
    void nobodyComesInWithoutTheTokenOrFromAPage() throws Exception {
        client(USUAL, null).close();
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                        + "\"capabilities\":{},\"clientInfo\":{\"name\":\"x\",\"version\":\"1\"}}}";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder plain = HttpRequest.newBuilder(URI.create(transport.url()))
                    .header("Accept", "application/json, text/event-stream")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            assertThat(status(http, plain.copy())).isEqualTo(401);
            assertThat(status(http, plain.copy().header("Authorization", "Bearer other")))
                    .isEqualTo(401);
            HttpRequest.Builder known = plain.copy().header("Authorization", "Bearer secret-of-the-test");
            assertThat(status(http, known.copy().header("Origin", "https://evil.example")))
                    .isEqualTo(403);
            assertThat(status(http, known.copy().header("Origin", "null"))).isEqualTo(403);
            assertThat(status(http, known.copy())).isEqualTo(200);
            assertThat(status(http, known.copy().POST(HttpRequest.BodyPublishers.ofString("{not json"))))
                    .isEqualTo(400);
            assertThat(status(
                            http,
                            known.copy()
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"))))
                    .isEqualTo(400);
        }
    }

    private static int status(HttpClient http, HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
