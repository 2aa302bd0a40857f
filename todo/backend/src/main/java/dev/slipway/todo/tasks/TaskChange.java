package dev.slipway.todo.tasks;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes different in a task, or what a new one is. A new one's title is present. */
public record TaskChange(
        Patch<String> title,
        Patch<String> description,
        Patch<Boolean> completed,
        Patch<Priority> priority,
        Patch<List<String>> tags,
        Patch<Due> due,
        Patch<Recurrence> recurrence,
        Patch<Instant> remindAt,
        Patch<Double> position,
        Patch<List<Subtask>> subtasks) {

    /** Nothing yet: the start of a change that is made field by field. */
    public static final TaskChange NONE = new TaskChange(
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent());

    public TaskChange withTitle(String value) {
        return new TaskChange(
                Patch.of(value), description, completed, priority, tags, due, recurrence, remindAt, position, subtasks);
    }

    public TaskChange withDescription(String value) {
        return new TaskChange(
                title, Patch.of(value), completed, priority, tags, due, recurrence, remindAt, position, subtasks);
    }

    public TaskChange withCompleted(boolean value) {
        return new TaskChange(
                title, description, Patch.of(value), priority, tags, due, recurrence, remindAt, position, subtasks);
    }

    public TaskChange withPriority(Priority value) {
        return new TaskChange(
                title, description, completed, Patch.of(value), tags, due, recurrence, remindAt, position, subtasks);
    }

    public TaskChange withTags(List<String> value) {
        return new TaskChange(
                title,
                description,
                completed,
                priority,
                Patch.of(List.copyOf(value)),
                due,
                recurrence,
                remindAt,
                position,
                subtasks);
    }

    /** @param value cleared: no due date any more */
    public TaskChange withDue(Patch<Due> value) {
        return new TaskChange(
                title, description, completed, priority, tags, value, recurrence, remindAt, position, subtasks);
    }

    /** @param at when to remind of it, instead of when it is due */
    public TaskChange withRemindAt(Instant at) {
        return new TaskChange(
                title, description, completed, priority, tags, due, recurrence, Patch.of(at), position, subtasks);
    }

    public TaskChange withRecurrence(Patch<Recurrence> value) {
        return new TaskChange(title, description, completed, priority, tags, due, value, remindAt, position, subtasks);
    }

    public TaskChange withReminder(Patch<Instant> value) {
        return new TaskChange(
                title, description, completed, priority, tags, due, recurrence, value, position, subtasks);
    }

    public TaskChange withSubtasks(List<Subtask> value) {
        return new TaskChange(
                title,
                description,
                completed,
                priority,
                tags,
                due,
                recurrence,
                remindAt,
                position,
                Patch.of(List.copyOf(value)));
    }

    /** The task as it is meant to be; pure. A reminder follows the due date unless it was given one of its own. */
    Task over(Task task, ZoneId zone, Instant now) {
        Due before = task.due();
        Due after = due.over(before);
        boolean done = completed.over(task.completed(), false);
        Instant reminder = remindAt.present() ? remindAt.value() : reminder(task, before, after, zone, now);
        return new Task(
                task.id(),
                task.userId(),
                title.over(task.title(), task.title()),
                description.over(task.description()),
                done,
                !done ? null : task.completed() ? task.completedAt() : now,
                priority.over(task.priority(), Priority.MEDIUM),
                tags.over(task.tags(), List.of()),
                after == null ? null : after.at(),
                after != null && after.allDay(),
                recurrence.over(task.recurrence()),
                due.present() || recurrence.present() ? zone.getId() : task.timeZone(),
                task.seriesId(),
                reminder,
                position.over(task.position(), 0.0),
                subtasks.over(task.subtasks(), List.of()),
                task.version(),
                task.createdAt(),
                task.updatedAt());
    }

    private static @Nullable Instant reminder(
            Task task, @Nullable Due before, @Nullable Due after, ZoneId zone, Instant now) {
        if (Objects.equals(before, after)) {
            return task.remindAt();
        }
        if (after == null) {
            return null;
        }
        Instant reminder = after.reminder(zone);
        // Who writes down what is late already need not be reminded of it at once.
        return reminder.isAfter(now) ? reminder : null;
    }
}
