package dev.slipway.todo.tasks;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do.
 *
 * @param id numbers one person's tasks from 1
 * @param timeZone in which its day and its recurrence are meant
 * @param seriesId the first task of its recurrence
 * @param position where the person put it; tasks never moved have 0
 * @param subtasks its steps, in their order
 * @param version grows by one with every change; the ETag
 */
@JsonSerialize(using = TaskJson.class)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Task(
        long id,
        String userId,
        String title,
        @Schema(nullable = true) @Nullable String description,
        boolean completed,
        @Schema(nullable = true) @Nullable Instant completedAt,

        @Schema(
                implementation = String.class,
                enumeration = {"low", "medium", "high"})
        Priority priority,

        List<String> tags,
        @Schema(nullable = true) @Nullable Instant dueAt,
        boolean allDay,

        @Schema(implementation = String.class, nullable = true) @Nullable
        Recurrence recurrence,

        String timeZone,
        @Schema(nullable = true) @Nullable Long seriesId,
        @Schema(nullable = true) @Nullable Instant remindAt,
        double position,
        List<Subtask> subtasks,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    public static final int LONGEST_TITLE = 200;
    public static final int LONGEST_DESCRIPTION = 1000;
    public static final int MOST_SUBTASKS = 50;

    public Task {
        tags = List.copyOf(tags);
        subtasks = List.copyOf(subtasks);
    }

    public String etag() {
        return "\"" + version + "\"";
    }

    @Nullable
    Due due() {
        return dueAt == null ? null : new Due(dueAt, allDay);
    }

    boolean sameContent(Task other) {
        return title.equals(other.title)
                && Objects.equals(description, other.description)
                && completed == other.completed
                && priority == other.priority
                && tags.equals(other.tags)
                && Objects.equals(dueAt, other.dueAt)
                && allDay == other.allDay
                && Objects.equals(recurrence, other.recurrence)
                && Objects.equals(remindAt, other.remindAt)
                && position == other.position
                && subtasks.equals(other.subtasks);
    }
}
