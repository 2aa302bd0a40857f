package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The official client of the Model Context Protocol against {@code slipway mcp} as a program of its own, on a real node. */
@DisabledIfSystemProperty(named = "skipE2e", matches = "|true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class McpE2eTest {
    private static final Map<String, Object> LAB = Map.of("namespace", "mcp-lab", "provider", "embedded");

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());
    private volatile String answer = "yes";
    private PracticeNode node;
    private KubernetesClient client;
    private McpSyncClient mcp;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        node = PracticeNode.start("mcp-e2e", folder);
        client = node.client();
        Files.createDirectories(folder.resolve("page"));
        Files.writeString(
                folder.resolve("page/index.html"),
                "<!doctype html><html lang=\"en\"><title>Hello</title><h1>Hello</h1></html>");
        mcp = McpClient.sync(new StdioClientTransport(
                        ServerParameters.builder(Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString())
                                .args(
                                        "-XX:TieredStopAtLevel=1",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-Dslipway.root=" + PracticeNode.ROOT,
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "dev.slipway.cli.Main",
                                        "mcp",
                                        folder.toString())
                                .env(node.env())
                                .build(),
                        new JacksonMcpJsonMapper(JsonMapper.builder().build())))
                .requestTimeout(Duration.ofMinutes(30))
                .initializationTimeout(Duration.ofMinutes(2))
                .capabilities(
                        McpSchema.ClientCapabilities.builder().elicitation().build())
                .elicitation(request -> {
                    asked.add(request.message());
                    return new McpSchema.ElicitResult(McpSchema.ElicitResult.Action.ACCEPT, Map.of("answer", answer));
                })
                .progressConsumer(p -> progress.add(String.valueOf(p.message())))
                .build();
        mcp.initialize();
    }

    @AfterAll
    void end() throws InterruptedException {
        if (mcp != null) {
            mcp.close();
        }
        if (node != null) {
            node.close();
        }
    }

    private McpSchema.CallToolResult call(String tool, Map<String, Object> arguments) {
        return mcp.callTool(new McpSchema.CallToolRequest(tool, arguments, Map.of("progressToken", tool)));
    }

    private static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().getFirst()).text();
    }

    private static Map<String, Object> lab(String key, String value) {
        Map<String, Object> arguments = new HashMap<>(LAB);
        arguments.put(key, value);
        return arguments;
    }

    private McpSchema.CallToolResult applied(McpSchema.CallToolResult planned) {
        Object plan = ((Map<?, ?>) planned.structuredContent()).get("plan");
        assertThat(plan).as(text(planned)).isNotNull();
        return call("apply", Map.of("plan", String.valueOf(plan)));
    }

    @Test
    @Order(1)
    void aRequestInWordsIsPlannedShownAndMade() {
        McpSchema.CallToolResult made = applied(call(
                "ask",
                lab(
                        "text",
                        "Create a namespace mcp-lab. Create a deployment web with image nginx:1.27, 1 replica and port 80 in"
                                + " namespace mcp-lab, then expose it on port 80")));
        assertThat(made.isError()).as(text(made)).isFalse();
        assertThat(text(made)).contains("1 of 1 pods ready");
        assertThat(asked.getLast()).contains("make deployment web", "Make these changes");
    }

    @Test
    @Order(2)
    void aFaultIsDiagnosedAndMended() {
        client.services().inNamespace("mcp-lab").withName("web").edit(s -> {
            s.getSpec().setSelector(Map.of("app", "wbe"));
            return s;
        });
        McpSchema.CallToolResult found = call("diagnose", LAB);
        assertThat(found.isError()).as(text(found)).isFalse();
        assertThat(text(found)).contains("SLIP-670");
        McpSchema.CallToolResult mended = applied(call("fix", LAB));
        assertThat(mended.isError()).as(text(mended)).isFalse();
        assertThat(client.services()
                        .inNamespace("mcp-lab")
                        .withName("web")
                        .get()
                        .getSpec()
                        .getSelector())
                .containsEntry("app", "web");
    }

    @Test
    @Order(3)
    void whatDoesHarmIsNotMadeByAnOrdinaryYes() {
        applied(call("ask", lab("text", "create a secret door with key=open")));
        McpSchema.CallToolResult refused = applied(call("ask", lab("text", "delete the secret door")));
        assertThat(text(refused)).contains("Nothing was changed");
        assertThat(asked.getLast()).contains("does harm", "capital letters");
        assertThat(client.secrets().inNamespace("mcp-lab").withName("door").get())
                .isNotNull();
        answer = "YES";
        McpSchema.CallToolResult made = applied(call("ask", lab("text", "delete the secret door")));
        assertThat(made.isError()).as(text(made)).isFalse();
        assertThat(client.secrets().inNamespace("mcp-lab").withName("door").get())
                .isNull();
        answer = "yes";
    }

    @Test
    @Order(4)
    @EnabledIfSystemProperty(
            named = "slipway.mcp",
            matches = "all",
            disabledReason = "-Dslipway.mcp=all (or -Pnightly): a whole up, which takes minutes")
    void aWholeUpIsDrivenWithProgress() {
        McpSchema.CallToolResult up = call("up", Map.of("folder", "page", "provider", "embedded"));
        assertThat(up.isError()).as(text(up)).isFalse();
        assertThat(progress).anyMatch(p -> p.contains("containerize")).anyMatch(p -> p.contains("deploy"));
        assertThat(text(call("status", Map.of("folder", "page", "provider", "embedded"))))
                .contains("validate");
    }
}
