package dev.slipway.todo.tasks;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The OpenAPI document's picture of what {@link TaskReader} reads; never an object. */
@Schema(
        name = "TaskInput",
        additionalProperties = Schema.False.class,
        description = "A field that is absent stays as it is (a new task: its default); null empties it.")
record TaskInput(
        @Schema(minLength = 1, maxLength = Task.LONGEST_TITLE)
        String title,

        @Schema(nullable = true, maxLength = Task.LONGEST_DESCRIPTION)
        String description,

        @Schema(nullable = true) Boolean completed,

        @Schema(
                nullable = true,
                enumeration = {"low", "medium", "high"})
        String priority,

        @Schema(nullable = true, maxItems = TaskReader.MOST_TAGS)
        List<String> tags,

        @Schema(
                nullable = true,
                minLength = 1,
                description =
                        "ISO 8601: 2026-12-24 (the whole day), 2026-12-24T18:00 (in the zone of X-Time-Zone) or 2026-12-24T18:00:00Z")
        String due_at,

        @Schema(
                nullable = true,
                minLength = 1,
                description = "daily, weekly, monthly, yearly, or FREQ=... (RFC 5545) from daily to yearly")
        String recurrence,

        @Schema(
                nullable = true,
                minLength = 1,
                description = "as due_at; when absent it follows the due date, null means no reminder")
        String remind_at,

        @Schema(nullable = true) Double position,

        @Schema(nullable = true, maxItems = Task.MOST_SUBTASKS, description = "all of them, in their order")
        List<Subtask> subtasks) {}
