package dev.slipway.todo.tasks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A task as JSON, by hand: lists are what this backend does most, and writing one needs no reflection. */
final class TaskJson extends StdSerializer<Task> {
    private static final SerializedString ID = new SerializedString("id");
    private static final SerializedString USER_ID = new SerializedString("user_id");
    private static final SerializedString TITLE = new SerializedString("title");
    private static final SerializedString DESCRIPTION = new SerializedString("description");
    private static final SerializedString COMPLETED = new SerializedString("completed");
    private static final SerializedString COMPLETED_AT = new SerializedString("completed_at");
    private static final SerializedString PRIORITY = new SerializedString("priority");
    private static final SerializedString TAGS = new SerializedString("tags");
    private static final SerializedString DUE_AT = new SerializedString("due_at");
    private static final SerializedString ALL_DAY = new SerializedString("all_day");
    private static final SerializedString RECURRENCE = new SerializedString("recurrence");
    private static final SerializedString TIME_ZONE = new SerializedString("time_zone");
    private static final SerializedString SERIES_ID = new SerializedString("series_id");
    private static final SerializedString REMIND_AT = new SerializedString("remind_at");
    private static final SerializedString POSITION = new SerializedString("position");
    private static final SerializedString SUBTASKS = new SerializedString("subtasks");
    private static final SerializedString VERSION = new SerializedString("version");
    private static final SerializedString CREATED_AT = new SerializedString("created_at");
    private static final SerializedString UPDATED_AT = new SerializedString("updated_at");

    TaskJson() {
        super(Task.class);
    }

    @Override
    public void serialize(Task task, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject(task);
        json.writeFieldName(ID);
        json.writeNumber(task.id());
        text(json, USER_ID, task.userId());
        text(json, TITLE, task.title());
        text(json, DESCRIPTION, task.description());
        json.writeFieldName(COMPLETED);
        json.writeBoolean(task.completed());
        text(json, COMPLETED_AT, task.completedAt());
        text(json, PRIORITY, task.priority());
        json.writeFieldName(TAGS);
        json.writeStartArray();
        for (String tag : task.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        text(json, DUE_AT, task.dueAt());
        json.writeFieldName(ALL_DAY);
        json.writeBoolean(task.allDay());
        text(json, RECURRENCE, task.recurrence());
        text(json, TIME_ZONE, task.timeZone());
        json.writeFieldName(SERIES_ID);
        if (task.seriesId() == null) {
            json.writeNull();
        } else {
            json.writeNumber(task.seriesId());
        }
        text(json, REMIND_AT, task.remindAt());
        json.writeFieldName(POSITION);
        json.writeNumber(task.position());
        json.writeFieldName(SUBTASKS);
        json.writeStartArray();
        for (Subtask each : task.subtasks()) {
            json.writeStartObject(each);
            text(json, TITLE, each.title());
            json.writeFieldName(COMPLETED);
            json.writeBoolean(each.completed());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeFieldName(VERSION);
        json.writeNumber(task.version());
        text(json, CREATED_AT, task.createdAt());
        text(json, UPDATED_AT, task.updatedAt());
        json.writeEndObject();
    }

    /** Instants as ISO 8601 in UTC. */
    private static void text(JsonGenerator json, SerializedString name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }
}
