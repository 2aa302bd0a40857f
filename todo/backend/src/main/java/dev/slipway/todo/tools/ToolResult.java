package dev.slipway.todo.tools;

import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tasks.TaskQuery;
import dev.slipway.todo.tasks.Undo;
import java.util.List;
import java.util.Optional;

/** What came of a {@link ToolCall}. */
public sealed interface ToolResult {
    record Added(Task task) implements ToolResult {}

    /** @param total how many there are, beyond the page that was asked for */
    record Listed(TaskQuery filter, List<Task> tasks, int total) implements ToolResult {
        public Listed {
            tasks = List.copyOf(tasks);
        }
    }

    /** @param already it was so before; @param next the next one of its recurrence */
    record Completed(Task task, boolean already, Optional<Task> next) implements ToolResult {}

    record Deleted(Task task) implements ToolResult {}

    record Updated(Task before, Task task) implements ToolResult {}

    /** @param steps empty: there was nothing to take back */
    record Undone(List<Undo.Step> steps) implements ToolResult {
        public Undone {
            steps = List.copyOf(steps);
        }
    }

    record Missing(long taskId) implements ToolResult {}

    /** The call's arguments were not as they should be. */
    record Refused(String why) implements ToolResult {}
}
