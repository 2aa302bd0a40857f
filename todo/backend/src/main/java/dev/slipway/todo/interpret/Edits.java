package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Intent.Edit;
import dev.slipway.todo.tasks.Due;
import dev.slipway.todo.tasks.Patch;
import dev.slipway.todo.tasks.Subtask;
import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tasks.TaskChange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an edit makes of one task. */
final class Edits {
    private static final Pattern LEVEL =
            Text.pattern("(?:high|highest|top|medium|normal|low|lowest|urgent)(?: priority)?");
    private static final Pattern STATE =
            Text.pattern("(?:done|complete|completed|finished|pending|open|closed|deleted|gone|important|undone)");

    private final Now now;

    Edits(Now now) {
        this.now = now;
    }

    /** Empty where the edit says nothing that can be done. */
    Optional<TaskChange> of(Task task, Edit edit) {
        return switch (edit) {
            case Edit.Title title -> title(title.text());
            case Edit.To to -> {
                String text = to.text().strip();
                if (LEVEL.matcher(text).matches()) {
                    yield Optional.of(TaskChange.NONE.withPriority(
                            Marks.level(text.toLowerCase(Locale.ROOT).replaceFirst(" priority$", ""))));
                }
                if (STATE.matcher(text).matches()) {
                    // What a task becomes by a word of its state is no title.
                    yield Optional.empty();
                }
                Moment when = read(to.text());
                boolean onlyDate = !when.nothing() && when.rest().isBlank();
                yield onlyDate ? when(task, when) : title(to.text());
            }
            case Edit.When when -> when(task, read(when.text()));
            case Edit.Later later -> later(task, later.amount(), later.unit());
            case Edit.Description description -> description(description.text());
            case Edit.Once ignored -> Optional.of(TaskChange.NONE.withRecurrence(Patch.cleared()));
            case Edit.NoDue ignored -> Optional.of(TaskChange.NONE.withDue(Patch.cleared()));
            case Edit.Level level -> Optional.of(TaskChange.NONE.withPriority(level.priority()));
            case Edit.Tag tag -> Optional.of(TaskChange.NONE.withTags(tags(task, tag)));
            case Edit.Step step -> step(task, step.text());
        };
    }

    private Moment read(String text) {
        // "The tenth" is a day behind a preposition only.
        Moment when = When.read(text.strip(), now);
        return when.nothing() ? When.read("on " + text.strip(), now) : when;
    }

    private static Optional<TaskChange> title(String text) {
        String title = Text.title(text);
        return title.isEmpty() || Titles.nothing(title)
                ? Optional.empty()
                : Optional.of(TaskChange.NONE.withTitle(title));
    }

    /** A new day keeps the time of day that the task has, a new time its day. */
    private Optional<TaskChange> when(Task task, Moment when) {
        if (when.nothing() || when.impossible().isPresent()) {
            return Optional.empty();
        }
        TaskChange change = TaskChange.NONE;
        if (when.recurrence().isPresent()) {
            change = change.withRecurrence(Patch.of(when.recurrence().get()));
            if (when.time().isEmpty() && task.dueAt() != null) {
                return Optional.of(change);
            }
        }
        boolean day = when.day().isPresent();
        if (when.recurrence().isPresent() && !when.time().isPresent() && !day) {
            return Optional.of(change);
        }
        Optional<LocalTime> time = when.time().or(() -> day ? timeOf(task) : Optional.empty());
        Optional<LocalDate> on = day ? when.day() : dayOf(task);
        Optional<Due> due = new Moment(on, time, Optional.empty(), Optional.empty(), "").due(now);
        return Optional.of(due.isPresent() ? change.withDue(Patch.of(due.get())) : change);
    }

    private Optional<TaskChange> later(Task task, int amount, ChronoUnit unit) {
        if (unit.isTimeBased()) {
            ZonedDateTime from = task.dueAt() == null || task.allDay()
                    ? now.at()
                    : task.dueAt().atZone(now.zone());
            Instant at = from.plus(amount, unit).truncatedTo(ChronoUnit.MINUTES).toInstant();
            return Optional.of(TaskChange.NONE.withDue(Patch.of(new Due(at, false))));
        }
        LocalDate from = dayOf(task).orElse(now.day());
        Due due = Due.on(from.plus(amount, unit), timeOf(task), now.zone());
        return Optional.of(TaskChange.NONE.withDue(Patch.of(due)));
    }

    private static Optional<TaskChange> description(String text) {
        String plain = Text.unquoted(text);
        return plain.isEmpty()
                ? Optional.empty()
                : Optional.of(TaskChange.NONE.withDescription(Text.cut(plain, Task.LONGEST_DESCRIPTION)));
    }

    private static Optional<TaskChange> step(Task task, String text) {
        String title = Text.title(text);
        if (title.isEmpty() || task.subtasks().size() >= Task.MOST_SUBTASKS) {
            return Optional.empty();
        }
        List<Subtask> subtasks = new ArrayList<>(task.subtasks());
        subtasks.add(new Subtask(title, false));
        return Optional.of(TaskChange.NONE.withSubtasks(subtasks));
    }

    private Optional<LocalDate> dayOf(Task task) {
        return Optional.ofNullable(task.dueAt()).map(at -> at.atZone(now.zone()).toLocalDate());
    }

    private Optional<LocalTime> timeOf(Task task) {
        return task.allDay()
                ? Optional.empty()
                : Optional.ofNullable(task.dueAt())
                        .map(at -> at.atZone(now.zone()).toLocalTime());
    }

    private static List<String> tags(Task task, Edit.Tag tag) {
        List<String> tags = new ArrayList<>(task.tags());
        tags.remove(tag.name());
        if (tag.add()) {
            tags.add(tag.name());
        }
        return tags;
    }
}
