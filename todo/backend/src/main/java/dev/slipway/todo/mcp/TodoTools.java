package dev.slipway.todo.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.todo.problem.Refusal;
import dev.slipway.todo.tasks.Source;
import dev.slipway.todo.tasks.Tasks;
import dev.slipway.todo.tools.ToolCall;
import dev.slipway.todo.tools.ToolJson;
import dev.slipway.todo.tools.ToolResult;
import dev.slipway.todo.tools.Toolbox;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The tools for MCP clients (Streamable HTTP at {@code /mcp}), for the person whose token the client sends. */
@Singleton
@RunOnVirtualThread
public final class TodoTools {
    private static final String DUE =
            "ISO 8601: 2026-12-24 for a whole day, or 2026-12-24T18:00 in the person's time zone";
    private static final String RECURRENCE = "daily, weekly, monthly, yearly, or a recurrence rule of RFC 5545";

    private final Jdbi database;
    private final Tasks tasks;
    private final Toolbox toolbox;
    private final ToolJson json;
    private final SecurityIdentity who;

    TodoTools(Jdbi database, Tasks tasks, Toolbox toolbox, ToolJson json, SecurityIdentity who) {
        this.database = database;
        this.tasks = tasks;
        this.toolbox = toolbox;
        this.json = json;
        this.who = who;
    }

    @Tool(name = "add_task", description = "Creates a task. Gives its task_id, status and title.")
    ToolResponse addTask(
            @ToolArg(description = "What is to be done, 1 to 200 characters") String title,
            @ToolArg(description = "At most 1000 characters", required = false) @Nullable String description,
            @ToolArg(description = "low, medium or high", required = false) @Nullable String priority,
            @ToolArg(description = DUE, required = false) @Nullable String due,
            @ToolArg(description = "Words to file it under", required = false) @Nullable List<String> tags,
            @ToolArg(description = RECURRENCE, required = false) @Nullable String recurrence) {
        return run("add_task", fields(title, description, priority, due, tags, recurrence));
    }

    @Tool(
            name = "list_tasks",
            description = "Lists tasks, the newest first unless sorted otherwise.",
            annotations = @Tool.Annotations(readOnlyHint = true, destructiveHint = false))
    ToolResponse listTasks(
            @ToolArg(description = "all, pending or completed", required = false) @Nullable String status,
            @ToolArg(description = "Words to look for", required = false) @Nullable String search,
            @ToolArg(description = "low, medium or high", required = false) @Nullable String priority,
            @ToolArg(description = "Tags that the tasks all have", required = false) @Nullable List<String> tags,
            @ToolArg(description = "Only what is open and was due before now", required = false) @Nullable
                    Boolean overdue,
            @ToolArg(description = "Only what has no due date", required = false) @Nullable Boolean undated,
            @ToolArg(description = "created, title, due_date or priority", required = false) @Nullable String sort,
            @ToolArg(description = "1 to 500", required = false) @Nullable Integer limit) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        arguments.put("status", status);
        arguments.put("search", search);
        arguments.put("priority", priority);
        tags(arguments, tags);
        arguments.put("overdue", overdue);
        arguments.put("undated", undated);
        arguments.put("sort", sort);
        arguments.put("limit", limit);
        return run("list_tasks", arguments);
    }

    @Tool(
            name = "complete_task",
            description = "Marks a task as completed. A recurring one comes again: the answer has the next one.",
            annotations = @Tool.Annotations(destructiveHint = false, idempotentHint = true))
    ToolResponse completeTask(@ToolArg(name = "task_id", description = "The task's number") long taskId) {
        return run("complete_task", JsonNodeFactory.instance.objectNode().put("task_id", taskId));
    }

    @Tool(name = "delete_task", description = "Deletes a task.")
    ToolResponse deleteTask(@ToolArg(name = "task_id", description = "The task's number") long taskId) {
        return run("delete_task", JsonNodeFactory.instance.objectNode().put("task_id", taskId));
    }

    @Tool(
            name = "update_task",
            description = "Changes what is given of a task; an empty text clears description, due or recurrence.",
            annotations = @Tool.Annotations(destructiveHint = false, idempotentHint = true))
    ToolResponse updateTask(
            @ToolArg(name = "task_id", description = "The task's number") long taskId,
            @ToolArg(description = "1 to 200 characters", required = false) @Nullable String title,
            @ToolArg(description = "At most 1000 characters", required = false) @Nullable String description,
            @ToolArg(description = "low, medium or high", required = false) @Nullable String priority,
            @ToolArg(description = DUE, required = false) @Nullable String due,
            @ToolArg(description = "All its tags from now on", required = false) @Nullable List<String> tags,
            @ToolArg(description = RECURRENCE, required = false) @Nullable String recurrence) {
        ObjectNode arguments = fields(title, description, priority, due, tags, recurrence);
        return run("update_task", arguments.put("task_id", taskId));
    }

    private ToolResponse run(String name, ObjectNode arguments) {
        String user = who.getPrincipal().getName();
        try {
            JsonNode result = database.inTransaction(handle -> {
                ZoneId zone = tasks.zone(handle, user);
                ToolCall call = json.read(name, ToolJson.given(arguments), zone);
                ToolResult outcome = toolbox.run(handle, user, zone, call, Source.MCP);
                return json.result(outcome);
            });
            boolean missing = result.path("status").asText().equals("not_found");
            // Structured content has to be an object: a list goes under a name.
            Object structured = result instanceof ArrayNode
                    ? JsonNodeFactory.instance.objectNode().set("tasks", result)
                    : result;
            return new ToolResponse(missing, List.of(new TextContent(result.toString())), structured, Map.of());
        } catch (Refusal refusal) {
            return ToolResponse.error(refusal.problem().detail() + " "
                    + refusal.problem().errors().stream()
                            .map(error -> error.field() + " " + error.message())
                            .toList());
        }
    }

    private static ObjectNode fields(
            @Nullable String title,
            @Nullable String description,
            @Nullable String priority,
            @Nullable String due,
            @Nullable List<String> tags,
            @Nullable String recurrence) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        arguments.put("title", title);
        arguments.put("description", description);
        arguments.put("priority", priority);
        arguments.put("due", due);
        tags(arguments, tags);
        arguments.put("recurrence", recurrence);
        return arguments;
    }

    private static void tags(ObjectNode arguments, @Nullable List<String> tags) {
        if (tags != null) {
            tags.forEach(arguments.putArray("tags")::add);
        }
    }
}
