package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code slipway mcp} as a program of its own, which a client starts. */
class McpStdioTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void theOfficialClientStartsItAndUsesItsTools(@TempDir Path folder) {
        ServerParameters server = ServerParameters.builder(JAVA)
                .args(
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.slipway.cli.Main",
                        "mcp",
                        folder.toString())
                .build();
        try (McpSyncClient client = McpClient.sync(new StdioClientTransport(
                        server, new JacksonMcpJsonMapper(JsonMapper.builder().build())))
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(60))
                .build()) {
            McpSchema.InitializeResult began = client.initialize();
            assertThat(began.serverInfo().name()).isEqualTo("slipway");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactlyInAnyOrder(
                            "plan", "status", "diagnose", "fix", "ask", "explain", "up", "apply", "undo");
            assertThat(client.listResources().resources())
                    .extracting(McpSchema.Resource::uri)
                    .contains("slipway://report", "slipway://plan", "slipway://logs");
            McpSchema.CallToolResult told =
                    client.callTool(new McpSchema.CallToolRequest("explain", Map.of("id", "SLIP-412")));
            assertThat(((McpSchema.TextContent) told.content().getFirst()).text())
                    .contains("SLIP-412", "Remedy");
            McpSchema.CallToolResult plan = client.callTool(new McpSchema.CallToolRequest("plan", Map.of()));
            assertThat(plan.isError())
                    .as("there is no application in an empty folder")
                    .isTrue();
        }
    }

    @Test
    void noOtherCommandLoadsTheProtocolOrAModelsLibrary() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        JAVA,
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.slipway.cli.Main",
                        "--help"))
                .redirectErrorStream(true)
                .start();
        String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(loaded)
                .contains("dev.slipway.cli.mcp.McpCommand")
                .doesNotContain(" io.modelcontextprotocol.")
                .doesNotContain(" reactor.core.")
                .doesNotContain(" dev.langchain4j.");
    }
}
