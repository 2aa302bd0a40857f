package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;

/** What is done to tasks that were named as a kind. */
enum Verb {
    COMPLETE,
    REOPEN,
    DELETE,
    CHANGE;

    boolean concerns(Task task) {
        return switch (this) {
            case COMPLETE, CHANGE -> !task.completed();
            case REOPEN -> task.completed();
            case DELETE -> true;
        };
    }
}
