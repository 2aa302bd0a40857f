package dev.slipway.todo.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.todo.problem.Body;
import dev.slipway.todo.problem.Problem;
import dev.slipway.todo.tasks.Due;
import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tasks.TaskQuery;
import dev.slipway.todo.tasks.TaskReader;
import dev.slipway.todo.tasks.TaskWriter;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tool calls and results as JSON: the same for MCP, models, the chat's API and the stored conversation. */
@Singleton
public final class ToolJson {
    private static final Set<String> LIST_FIELDS = Set.of(
            "status",
            "search",
            "priority",
            "tags",
            "due_from",
            "due_before",
            "overdue",
            "undated",
            "sort",
            "descending",
            "limit");
    private static final int DEFAULT_LIMIT = 50;

    private final ObjectMapper mapper;

    ToolJson(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** @throws dev.slipway.todo.problem.Refusal with everything that is wrong with name and arguments */
    public ToolCall read(String name, JsonNode arguments, ZoneId zone) {
        return switch (name) {
            case "add_task" -> new ToolCall.AddTask(TaskReader.read(fields(arguments), zone, true));
            case "list_tasks" -> new ToolCall.ListTasks(filter(arguments, zone));
            case "complete_task" -> {
                Body body = new Body(arguments, Set.of("task_id", "completed"));
                long id = id(body);
                boolean completed = body.bool("completed").orElse(true);
                body.check();
                yield new ToolCall.CompleteTask(id, completed);
            }
            case "delete_task" -> {
                Body body = new Body(arguments, Set.of("task_id"));
                long id = id(body);
                body.check();
                yield new ToolCall.DeleteTask(id);
            }
            case "update_task" -> {
                ObjectNode fields = fields(arguments);
                Body body = new Body(
                        JsonNodeFactory.instance.objectNode().set("task_id", fields.remove("task_id")),
                        Set.of("task_id"));
                long id = id(body);
                body.check();
                yield new ToolCall.UpdateTask(id, TaskReader.read(fields, zone, false));
            }
            case "undo" -> new ToolCall.Undo();
            default ->
                throw Problem.invalid(List.of(new Problem.FieldError("name", "there is no tool " + name)))
                        .refuse();
        };
    }

    /** Without what a caller left open: models and MCP clients send null for it; empty text empties a field. */
    public static ObjectNode given(JsonNode arguments) {
        ObjectNode copy = object();
        arguments.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isTextual()
                    && value.textValue().isEmpty()
                    && !entry.getKey().equals("title")) {
                copy.putNull(entry.getKey());
            } else if (!value.isNull()) {
                copy.set(entry.getKey(), value);
            }
        });
        return copy;
    }

    public ObjectNode arguments(ToolCall call, ZoneId zone) {
        return switch (call) {
            case ToolCall.AddTask add -> TaskWriter.write(add.content(), zone);
            case ToolCall.ListTasks list -> filter(list.filter());
            case ToolCall.CompleteTask complete ->
                object().put("task_id", complete.taskId()).put("completed", complete.completed());
            case ToolCall.DeleteTask delete -> object().put("task_id", delete.taskId());
            case ToolCall.UpdateTask update -> {
                ObjectNode json = object().put("task_id", update.taskId());
                json.setAll(TaskWriter.write(update.change(), zone));
                yield json;
            }
            case ToolCall.Undo ignored -> object();
        };
    }

    public JsonNode result(ToolResult result) {
        return switch (result) {
            case ToolResult.Added added -> outcome(added.task(), "created");
            case ToolResult.Listed listed -> mapper.valueToTree(listed.tasks());
            case ToolResult.Completed done -> {
                ObjectNode json = outcome(done.task(), done.task().completed() ? "completed" : "reopened");
                done.next()
                        .ifPresent(next ->
                                json.set("next", outcome(next, "created").put("due_at", String.valueOf(next.dueAt()))));
                yield json;
            }
            case ToolResult.Deleted deleted -> outcome(deleted.task(), "deleted");
            case ToolResult.Updated updated -> outcome(updated.task(), "updated");
            case ToolResult.Undone undone ->
                object().put("status", "undone").put("count", undone.steps().size());
            case ToolResult.Missing missing ->
                object().put("task_id", missing.taskId()).put("status", "not_found");
            case ToolResult.Refused refused -> object().put("status", "refused").put("error", refused.why());
        };
    }

    private static ObjectNode outcome(Task task, String status) {
        return object().put("task_id", task.id()).put("status", status).put("title", task.title());
    }

    /** Without empty arguments, which models like to send; and {@code due} is a short name of {@code due_at}. */
    private static ObjectNode fields(JsonNode arguments) {
        if (!arguments.isObject()) {
            throw Problem.malformed("The arguments have to be a JSON object").refuse();
        }
        ObjectNode fields = ((ObjectNode) arguments).deepCopy();
        JsonNode due = fields.remove("due");
        if (due != null && !fields.has("due_at")) {
            fields.set("due_at", due);
        }
        return fields;
    }

    private static long id(Body body) {
        if (body.isNull("task_id") || !body.has("task_id")) {
            body.error("task_id", "is required");
        }
        return body.integer("task_id").orElse(0L);
    }

    private static TaskQuery filter(JsonNode arguments, ZoneId zone) {
        Body body = new Body(arguments.isObject() ? withoutNulls(arguments) : object(), LIST_FIELDS);
        String date = "a date or a date and time (ISO 8601)";
        List<String> tags = new ArrayList<>();
        body.node("tags")
                .forEach(
                        tag -> body.text("tags", tag, 1, TaskReader.LONGEST_TAG).ifPresent(tags::add));
        TaskQuery query = new TaskQuery(
                body.parsed("status", "all, pending or completed", TaskQuery.Status::named)
                        .orElse(TaskQuery.Status.ALL),
                body.text("search", 0, 200).filter(text -> !text.isEmpty()).orElse(null),
                body.parsed("priority", "low, medium or high", Priority::named).orElse(null),
                TaskReader.tags(tags),
                body.parsed("due_from", date, text -> Due.parse(text, zone))
                        .map(due -> start(due, zone))
                        .orElse(null),
                body.parsed("due_before", date, text -> Due.parse(text, zone))
                        .map(due -> start(due, zone))
                        .orElse(null),
                body.bool("overdue").orElse(false),
                body.bool("undated").orElse(false),
                body.parsed("sort", "created, title, due_date, priority or position", TaskQuery.Sort::named)
                        .orElse(null),
                body.bool("descending").orElse(null),
                Math.toIntExact(Math.clamp(body.integer("limit").orElse((long) DEFAULT_LIMIT), 1, TaskQuery.MOST)),
                0);
        body.check();
        return query;
    }

    private static Instant start(Due due, ZoneId zone) {
        return due.allDay()
                ? due.at().atZone(zone).toLocalDate().atStartOfDay(zone).toInstant()
                : due.at();
    }

    private static ObjectNode withoutNulls(JsonNode arguments) {
        ObjectNode copy = object();
        arguments.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                copy.set(entry.getKey(), entry.getValue());
            }
        });
        return copy;
    }

    private static ObjectNode filter(TaskQuery query) {
        ObjectNode json = object().put("status", query.status().name().toLowerCase(Locale.ROOT));
        if (query.search() != null) {
            json.put("search", query.search());
        }
        if (query.priority() != null) {
            json.put("priority", query.priority().toString());
        }
        if (!query.tags().isEmpty()) {
            query.tags().forEach(json.putArray("tags")::add);
        }
        if (query.dueFrom() != null) {
            json.put("due_from", query.dueFrom().toString());
        }
        if (query.dueBefore() != null) {
            json.put("due_before", query.dueBefore().toString());
        }
        if (query.overdue()) {
            json.put("overdue", true);
        }
        if (query.undated()) {
            json.put("undated", true);
        }
        if (query.completedFrom() != null) {
            json.put("completed_from", query.completedFrom().toString());
        }
        if (query.completedBefore() != null) {
            json.put("completed_before", query.completedBefore().toString());
        }
        if (query.ids() != null) {
            query.ids().forEach(json.putArray("ids")::add);
        }
        if (query.sort() != null) {
            json.put("sort", query.sort().name().toLowerCase(Locale.ROOT));
        }
        if (query.descending() != null) {
            json.put("descending", query.descending());
        }
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
