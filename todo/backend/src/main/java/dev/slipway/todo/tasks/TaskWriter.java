package dev.slipway.todo.tasks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.List;

/** A change as JSON: what {@link TaskReader} reads back with the same time zone. */
public final class TaskWriter {
    private TaskWriter() {}

    public static ObjectNode write(TaskChange change, ZoneId zone) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        text(json, "title", change.title());
        text(json, "description", change.description());
        if (change.completed().present()) {
            json.put("completed", change.completed().value());
        }
        text(json, "priority", change.priority());
        if (change.tags().present()) {
            List<String> tags = change.tags().value();
            var array = json.putArray("tags");
            (tags == null ? List.<String>of() : tags).forEach(array::add);
        }
        text(
                json,
                "due_at",
                change.due()
                        .map(due -> due.allDay()
                                ? due.at().atZone(zone).toLocalDate().toString()
                                : due.at().toString()));
        text(json, "recurrence", change.recurrence());
        text(json, "remind_at", change.remindAt());
        if (change.position().present()) {
            json.put("position", change.position().value());
        }
        if (change.subtasks().present()) {
            List<Subtask> subtasks = change.subtasks().value();
            var array = json.putArray("subtasks");
            (subtasks == null ? List.<Subtask>of() : subtasks)
                    .forEach(
                            each -> array.addObject().put("title", each.title()).put("completed", each.completed()));
        }
        return json;
    }

    private static void text(ObjectNode json, String field, Patch<?> value) {
        if (value.present()) {
            json.put(field, value.value() == null ? null : value.value().toString());
        }
    }
}
