package dev.slipway.todo.chat;

import dev.slipway.todo.interpret.Fact;
import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tools.ToolResult;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** English. */
record EnglishPhrases(ZoneId zone, Instant now) implements Phrases {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm a", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_YEAR = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    @Override
    public String tell(ToolResult result) {
        return switch (result) {
            case ToolResult.Added added ->
                "Added task " + added.task().id() + ": " + quoted(added.task()) + due(added.task()) + ".";
            case ToolResult.Listed listed -> list(listed);
            case ToolResult.Completed done -> completed(done);
            case ToolResult.Deleted deleted -> "Deleted " + quoted(deleted.task()) + ".";
            case ToolResult.Updated updated -> updated(updated);
            case ToolResult.Undone undone ->
                undone.steps().isEmpty() ? "There is nothing to undo." : "Undone. Your tasks are as they were before.";
            case ToolResult.Missing missing ->
                "There is no task " + missing.taskId() + ". Say \"show my tasks\" to see their numbers.";
            case ToolResult.Refused refused -> "That did not work: " + refused.why() + ".";
        };
    }

    @Override
    public String tell(Fact fact) {
        return switch (fact) {
            case Fact.Status status ->
                String.join("\n", status.tasks().stream().map(this::status).toList());
            case Fact.Latest latest ->
                latest.tasks().isEmpty()
                        ? "You have added nothing yet."
                        : "Your newest task is " + latest.tasks().getFirst().id() + ": "
                                + quoted(latest.tasks().getFirst())
                                + due(latest.tasks().getFirst()) + ".";
            case Fact.Next next -> next(next);
            case Fact.Free free -> free(free);
            case Fact.Today ignored ->
                "It is " + DAY.format(now.atZone(zone)) + ", " + TIME.format(now.atZone(zone)) + ".";
        };
    }

    private String status(Task task) {
        String done = task.completedAt() == null
                ? "is done"
                : "is done, since " + day(task.completedAt().atZone(zone).toLocalDate());
        return quoted(task) + " (task " + task.id() + ") "
                + (task.completed()
                        ? done
                        : "is still open" + (task.dueAt() == null ? ", without a due date" : due(task)))
                + ".";
    }

    private String next(Fact.Next next) {
        if (next.tasks().isEmpty()) {
            return "Nothing is open. Enjoy it.";
        }
        StringBuilder text =
                new StringBuilder("Next is " + line(next.tasks().getFirst()).substring(2));
        next.tasks().stream().skip(1).forEach(task -> text.append('\n').append(line(task)));
        return text.toString();
    }

    private String free(Fact.Free free) {
        StringBuilder text = new StringBuilder();
        if (free.from().equals(free.last())) {
            text.append(free.free().isEmpty() ? "Something is due " : "Nothing is due ")
                    .append(day(free.from()));
            text.append(free.free().isEmpty() ? ":" : ".");
        } else {
            text.append(
                    free.free().isEmpty()
                            ? "No day is free:"
                            : "Nothing is due "
                                    + String.join(
                                            "; ",
                                            free.free().stream().map(this::day).toList()) + ".");
            text.append(free.free().isEmpty() || free.tasks().isEmpty() ? "" : " Due in that time:");
        }
        free.tasks().stream().limit(SHOWN).forEach(task -> text.append('\n').append(line(task)));
        return text.toString();
    }

    @Override
    public String unclear(List<String> words) {
        return "I did not understand: " + String.join("; ", words) + ".";
    }

    @Override
    public String withoutModel() {
        return "(The language model does not answer; I went by my own rules.)\n";
    }

    @Override
    public String stopped() {
        return "The language model stopped half-way. This was done:\n";
    }

    @Override
    public String interrupted(List<String> done) {
        return "I was interrupted. This was done: " + String.join("; ", done) + ".";
    }

    private String completed(ToolResult.Completed done) {
        if (!done.task().completed()) {
            return quoted(done.task()) + (done.already() ? " is still open." : " is open again.");
        }
        String next = done.next()
                .map(task -> " The next one is task " + task.id() + due(task) + ".")
                .orElse("");
        return done.already()
                ? quoted(done.task()) + " was completed already."
                : "Well done! " + quoted(done.task()) + " is completed." + next;
    }

    private String updated(ToolResult.Updated updated) {
        Task before = updated.before();
        Task task = updated.task();
        if (updated.before().completed() && !task.completed()) {
            return quoted(task) + " is open again.";
        }
        if (!before.title().equals(task.title())) {
            return "Task " + task.id() + " is now " + quoted(task) + due(task) + ".";
        }
        if (task.subtasks().size() > before.subtasks().size()) {
            return "Added “" + task.subtasks().getLast().title() + "” to the subtasks of " + quoted(task) + ", task "
                    + task.id() + ".";
        }
        return "Updated task " + task.id() + ": " + quoted(task) + due(task) + ", " + task.priority() + " priority"
                + (task.tags().isEmpty() ? "" : ", #" + String.join(" #", task.tags())) + ".";
    }

    private String list(ToolResult.Listed listed) {
        String kind = switch (listed.filter().status()) {
            case ALL -> "";
            case PENDING -> "pending ";
            case COMPLETED -> "completed ";
        };
        if (listed.tasks().isEmpty()) {
            return Phrases.everything(listed.filter())
                    ? "You have no tasks yet. Try \"Add a task to buy groceries\"."
                    : "You have no " + kind + "tasks like that.";
        }
        StringBuilder text = new StringBuilder(
                "You have " + listed.total() + " " + kind + (listed.total() == 1 ? "task:" : "tasks:"));
        listed.tasks().stream().limit(SHOWN).forEach(task -> text.append('\n').append(line(task)));
        if (listed.total() > SHOWN) {
            text.append("\n… and ")
                    .append(listed.total() - Math.min(SHOWN, listed.tasks().size()))
                    .append(" more.");
        }
        return text.toString();
    }

    private String line(Task task) {
        return (task.completed() ? "✓ " : "• ") + task.id() + ": " + task.title() + due(task)
                + (task.priority() == Priority.HIGH ? ", high priority" : "");
    }

    private String due(Task task) {
        Instant at = task.dueAt();
        if (at == null) {
            return "";
        }
        ZonedDateTime time = at.atZone(zone);
        String when = day(time.toLocalDate());
        return ", due " + when + (task.allDay() ? "" : " at " + TIME.format(time));
    }

    private String day(LocalDate day) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return day.equals(today)
                ? "today"
                : day.equals(today.plusDays(1))
                        ? "tomorrow"
                        : day.equals(today.minusDays(1))
                                ? "yesterday"
                                : day.getYear() == today.getYear() ? DAY.format(day) : DAY_AND_YEAR.format(day);
    }

    private static String quoted(Task task) {
        return "“" + task.title() + "”";
    }
}
