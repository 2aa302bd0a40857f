package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import java.time.LocalDate;
import java.util.List;

/** What somebody asked, answered from their tasks. Nothing is changed. */
public sealed interface Fact {
    /** The tasks it speaks of: what "it" means afterwards. */
    default List<Task> tasks() {
        return List.of();
    }

    /** Whether these are done, and when they are due. */
    record Status(List<Task> tasks) implements Fact {
        public Status {
            tasks = List.copyOf(tasks);
        }
    }

    /** The newest tasks, the last one first. */
    record Latest(List<Task> tasks) implements Fact {
        public Latest {
            tasks = List.copyOf(tasks);
        }
    }

    /** What is to be done first, and what after it. */
    record Next(List<Task> tasks) implements Fact {
        public Next {
            tasks = List.copyOf(tasks);
        }
    }

    /** @param free days without an open task; @param tasks what is due in the days that were asked for */
    record Free(LocalDate from, LocalDate last, List<LocalDate> free, List<Task> tasks) implements Fact {
        public Free {
            free = List.copyOf(free);
            tasks = List.copyOf(tasks);
        }
    }

    /** The day and the time. */
    record Today() implements Fact {}
}
