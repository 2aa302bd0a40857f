package dev.slipway.todo.chat;

import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tools.ToolCall;
import dev.slipway.todo.tools.ToolResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model wants to delete while it answers one message. Nothing is deleted before it has said all: more than
 * {@link #MOST_UNASKED} are deleted only after a yes of the person, whatever the model was told or says.
 */
final class Deletions {
    static final int MOST_UNASKED = 3;

    private final List<Task> held = new ArrayList<>();

    void hold(Task task) {
        held.add(task);
    }

    /** Whether the model was told already that this task is gone. */
    private boolean holds(long id) {
        return held.stream().anyMatch(task -> task.id() == id);
    }

    boolean concerns(ToolCall call) {
        return call.task().stream().anyMatch(this::holds);
    }

    /** A list as the model expects it after what it deleted. */
    ToolResult without(ToolResult result) {
        return result instanceof ToolResult.Listed listed && !held.isEmpty()
                ? new ToolResult.Listed(
                        listed.filter(),
                        listed.tasks().stream()
                                .filter(task -> !holds(task.id()))
                                .toList(),
                        listed.total()
                                - (int) listed.tasks().stream()
                                        .filter(task -> holds(task.id()))
                                        .count())
                : result;
    }

    boolean tooMany() {
        return held.size() > MOST_UNASKED;
    }

    List<Task> tasks() {
        return List.copyOf(held);
    }

    List<ToolCall> calls() {
        return held.stream()
                .<ToolCall>map(task -> new ToolCall.DeleteTask(task.id()))
                .toList();
    }
}
