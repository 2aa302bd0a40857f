package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By the protocol's own client for Java. */
@QuarkusTest
@QuarkusTestResource(World.class)
class McpTest {
    @TestHTTPResource
    URI base;

    @Test
    void aClientListsAndCallsAllTools() throws IOException {
        Person ada = new Person(base);
        try (McpSyncClient client = client(World.token(ada.id))) {
            client.initialize();
            assertThat(client.listTools().tools().stream().map(McpSchema.Tool::name))
                    .containsExactlyInAnyOrder("add_task", "list_tasks", "complete_task", "delete_task", "update_task");
            assertThat(call(
                                    client,
                                    "add_task",
                                    Map.of(
                                            "title",
                                            "Buy milk",
                                            "priority",
                                            "high",
                                            "due",
                                            "2030-01-01",
                                            "tags",
                                            List.of("home")))
                            .toString())
                    .isEqualTo("{\"task_id\":1,\"status\":\"created\",\"title\":\"Buy milk\"}");
            assertThat(call(client, "update_task", Map.of("task_id", 1, "title", "Buy oat milk", "due", ""))
                            .path("status")
                            .asText())
                    .isEqualTo("updated");
            JsonNode listed = call(client, "list_tasks", Map.of("status", "pending", "search", "oat"));
            assertThat(listed.path(0).path("title").asText()).isEqualTo("Buy oat milk");
            assertThat(listed.path(0).path("due_at").isNull()).isTrue();
            assertThat(call(client, "list_tasks", Map.of("undated", true))
                            .path(0)
                            .path("title")
                            .asText())
                    .isEqualTo("Buy oat milk");
            assertThat(call(client, "complete_task", Map.of("task_id", 1))
                            .path("status")
                            .asText())
                    .isEqualTo("completed");
            assertThat(call(client, "delete_task", Map.of("task_id", 1))
                            .path("status")
                            .asText())
                    .isEqualTo("deleted");
            McpSchema.CallToolResult missing =
                    client.callTool(new McpSchema.CallToolRequest("delete_task", Map.of("task_id", 1)));
            assertThat(missing.isError()).isTrue();
            McpSchema.CallToolResult wrong =
                    client.callTool(new McpSchema.CallToolRequest("add_task", Map.of("title", "x".repeat(300))));
            assertThat(wrong.isError()).isTrue();
            assertThat(ada.get("/tasks").text()).isEqualTo("[]");
        }
    }

    @Test
    void withoutATokenThereIsNoMcp() {
        assertThat(new Person(base, "x", "").post("//mcp", "{}").status()).isEqualTo(401);
    }

    private McpSyncClient client(String token) {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                base.toString().replaceAll("/$", ""))
                        .endpoint("/mcp")
                        .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
                        .build())
                .build();
    }

    private static JsonNode call(McpSyncClient client, String tool, Map<String, Object> arguments) throws IOException {
        McpSchema.CallToolResult result = client.callTool(new McpSchema.CallToolRequest(tool, arguments));
        assertThat(result.isError()).as("%s", result).isNotEqualTo(true);
        return Person.JSON.readTree(((McpSchema.TextContent) result.content().getFirst()).text());
    }
}
