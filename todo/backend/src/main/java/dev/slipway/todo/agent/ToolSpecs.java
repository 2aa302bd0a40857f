package dev.slipway.todo.agent;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;

/** The tools as a model is told of them: those of MCP, and undo. */
final class ToolSpecs {
    private static final List<String> PRIORITIES = List.of("low", "medium", "high");

    static final List<ToolSpecification> ALL = List.of(
            tool("add_task", "Creates a task.", content().required("title").build()),
            tool(
                    "list_tasks",
                    "Lists tasks.",
                    JsonObjectSchema.builder()
                            .addEnumProperty("status", List.of("all", "pending", "completed"))
                            .addStringProperty("search", "words to look for")
                            .addEnumProperty("priority", PRIORITIES)
                            .addProperty("tags", tags())
                            .addStringProperty("due_from", "ISO 8601 date or time, inclusive")
                            .addStringProperty("due_before", "ISO 8601 date or time, exclusive")
                            .addBooleanProperty("overdue")
                            .addBooleanProperty("undated", "only tasks without a due date")
                            .addEnumProperty("sort", List.of("created", "title", "due_date", "priority"))
                            .build()),
            tool(
                    "complete_task",
                    "Marks a task as completed, or as open again.",
                    id().addBooleanProperty("completed").required("task_id").build()),
            tool("delete_task", "Deletes a task.", id().required("task_id").build()),
            tool(
                    "update_task",
                    "Changes what is given of a task; an empty text clears description, due or recurrence.",
                    content()
                            .addIntegerProperty("task_id", "the task's number")
                            .required("task_id")
                            .build()),
            tool(
                    "undo",
                    "Takes back what the person's last message changed.",
                    JsonObjectSchema.builder().build()));

    private ToolSpecs() {}

    private static JsonObjectSchema.Builder content() {
        return JsonObjectSchema.builder()
                .addStringProperty("title", "1 to 200 characters")
                .addStringProperty("description", "at most 1000 characters")
                .addEnumProperty("priority", PRIORITIES)
                .addStringProperty("due", "2026-12-24 for a whole day, or 2026-12-24T18:00 in the person's time")
                .addProperty("tags", tags())
                .addStringProperty("recurrence", "daily, weekly, monthly, yearly, or a rule of RFC 5545");
    }

    private static JsonObjectSchema.Builder id() {
        return JsonObjectSchema.builder().addIntegerProperty("task_id", "the task's number");
    }

    private static JsonArraySchema tags() {
        return JsonArraySchema.builder()
                .items(JsonStringSchema.builder().build())
                .build();
    }

    private static ToolSpecification tool(String name, String description, JsonObjectSchema parameters) {
        return ToolSpecification.builder()
                .name(name)
                .description(description)
                .parameters(parameters)
                .build();
    }
}
