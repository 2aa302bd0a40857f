package dev.slipway.todo.tools;

import dev.slipway.todo.tasks.Source;
import dev.slipway.todo.tasks.TaskChange;
import dev.slipway.todo.tasks.Tasks;
import dev.slipway.todo.tasks.Undo;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** Carries out tool calls for one person. */
@Singleton
public final class Toolbox {
    private final Tasks tasks;
    private final Undo undo;

    Toolbox(Tasks tasks, Undo undo) {
        this.tasks = tasks;
        this.undo = undo;
    }

    /** To be called in a transaction: a call may change several tasks. */
    public ToolResult run(Handle handle, String user, ZoneId zone, ToolCall call, Source source) {
        return switch (call) {
            case ToolCall.AddTask add -> new ToolResult.Added(tasks.add(handle, user, zone, add.content(), source));
            case ToolCall.ListTasks list -> {
                Tasks.Page page = tasks.list(handle, user, list.filter());
                yield new ToolResult.Listed(list.filter(), page.tasks(), page.total());
            }
            case ToolCall.CompleteTask complete -> {
                TaskChange change = TaskChange.NONE.withCompleted(complete.completed());
                yield change(handle, user, zone, complete.taskId(), change, source)
                        .<ToolResult>map(changed -> new ToolResult.Completed(
                                changed.task(),
                                changed.before().completed() == changed.task().completed(),
                                changed.next()))
                        .orElseGet(() -> new ToolResult.Missing(complete.taskId()));
            }
            case ToolCall.DeleteTask delete ->
                tasks.delete(handle, user, delete.taskId(), OptionalInt.empty(), source)
                        .<ToolResult>map(ToolResult.Deleted::new)
                        .orElseGet(() -> new ToolResult.Missing(delete.taskId()));
            case ToolCall.UpdateTask update ->
                change(handle, user, zone, update.taskId(), update.change(), source)
                        .<ToolResult>map(changed -> new ToolResult.Updated(changed.before(), changed.task()))
                        .orElseGet(() -> new ToolResult.Missing(update.taskId()));
            case ToolCall.Undo ignored -> new ToolResult.Undone(undo.last(handle, user));
        };
    }

    private Optional<Tasks.Changed> change(
            Handle handle, String user, ZoneId zone, long id, TaskChange change, Source source) {
        return tasks.change(handle, user, zone, id, OptionalInt.empty(), change, source);
    }
}
