package dev.slipway.todo.tools;

import dev.slipway.todo.tasks.TaskChange;
import dev.slipway.todo.tasks.TaskQuery;
import java.util.OptionalLong;

/** Something to do to tasks, whoever asks for it: the interpreter, a model, or an MCP client. */
public sealed interface ToolCall {
    /** The tool's name in MCP and in the API. */
    String name();

    /** Number of the task that it is done to; empty where it is done to no certain one. */
    default OptionalLong task() {
        return OptionalLong.empty();
    }

    /** @param content its title is present */
    record AddTask(TaskChange content) implements ToolCall {
        @Override
        public String name() {
            return "add_task";
        }
    }

    record ListTasks(TaskQuery filter) implements ToolCall {
        @Override
        public String name() {
            return "list_tasks";
        }
    }

    /** @param completed false: it is to be done again */
    record CompleteTask(long taskId, boolean completed) implements ToolCall {
        @Override
        public String name() {
            return "complete_task";
        }

        @Override
        public OptionalLong task() {
            return OptionalLong.of(taskId);
        }
    }

    record DeleteTask(long taskId) implements ToolCall {
        @Override
        public String name() {
            return "delete_task";
        }

        @Override
        public OptionalLong task() {
            return OptionalLong.of(taskId);
        }
    }

    record UpdateTask(long taskId, TaskChange change) implements ToolCall {
        @Override
        public String name() {
            return "update_task";
        }

        @Override
        public OptionalLong task() {
            return OptionalLong.of(taskId);
        }
    }

    /** Takes back what the last message changed. */
    record Undo() implements ToolCall {
        @Override
        public String name() {
            return "undo";
        }
    }
}
