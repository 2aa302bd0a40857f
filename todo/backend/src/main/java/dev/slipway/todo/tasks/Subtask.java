package dev.slipway.todo.tasks;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One step of a task. It has no number of its own: it goes wherever its task goes. */
public record Subtask(
        @Schema(minLength = 1, maxLength = Task.LONGEST_TITLE)
        String title,

        boolean completed) {}
