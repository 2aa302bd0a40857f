package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Due;
import dev.slipway.todo.tasks.Subtask;
import dev.slipway.todo.tasks.TaskChange;
import dev.slipway.todo.tasks.TaskQuery;
import dev.slipway.todo.tools.ToolCall;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An interpretation in one line, such as {@code complete_task {task_id=1}; unclear [foo]}, to compare and to read. */
final class Shorthand {
    private Shorthand() {}

    static String of(Interpretation interpretation, ZoneId zone) {
        return switch (interpretation) {
            case Interpretation.Calls calls ->
                calls(calls.calls(), zone) + (calls.unclear().isEmpty() ? "" : "; unclear " + calls.unclear());
            case Interpretation.Question question ->
                (question.calls().isEmpty() ? "" : calls(question.calls(), zone) + "; ")
                        + question(question.pending(), zone);
            case Interpretation.Tell tell ->
                "tell " + tell.fact().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)
                        + " "
                        + tell.fact().tasks().stream().map(task -> task.id()).toList();
            case Interpretation.Say ignored -> "say";
        };
    }

    private static String question(Pending pending, ZoneId zone) {
        return switch (pending.kind()) {
            case CONFIRM -> "confirm " + calls(pending.choices().getFirst().calls(), zone);
            case CHOOSE ->
                "choose "
                        + pending.choices().stream()
                                .map(choice -> task(choice.calls().getFirst()))
                                .toList();
        };
    }

    private static long task(ToolCall call) {
        return call.task().orElse(0);
    }

    private static String calls(List<ToolCall> calls, ZoneId zone) {
        return calls.stream()
                .map(call -> call.name() + " " + arguments(call, zone))
                .collect(Collectors.joining("; "));
    }

    private static Map<String, String> arguments(ToolCall call, ZoneId zone) {
        Map<String, String> arguments = new TreeMap<>();
        if (task(call) > 0) {
            arguments.put("task_id", String.valueOf(task(call)));
        }
        switch (call) {
            case ToolCall.AddTask add -> content(arguments, add.content(), zone);
            case ToolCall.UpdateTask update -> content(arguments, update.change(), zone);
            case ToolCall.ListTasks list -> filter(arguments, list.filter(), zone);
            case ToolCall.CompleteTask ignored -> {}
            case ToolCall.DeleteTask ignored -> {}
            case ToolCall.Undo ignored -> {}
        }
        return arguments;
    }

    private static void content(Map<String, String> arguments, TaskChange change, ZoneId zone) {
        put(arguments, "title", change.title().present(), change.title().value());
        put(
                arguments,
                "description",
                change.description().present(),
                change.description().value());
        put(
                arguments,
                "completed",
                change.completed().present(),
                change.completed().value());
        put(
                arguments,
                "priority",
                change.priority().present(),
                change.priority().value());
        put(arguments, "tags", change.tags().present(), change.tags().value());
        put(
                arguments,
                "recurrence",
                change.recurrence().present(),
                change.recurrence().value());
        put(arguments, "subtasks", change.subtasks().present(), steps(change));
        Due due = change.due().value();
        put(arguments, "due", change.due().present(), due == null ? null : due(due, zone));
    }

    private static void put(Map<String, String> arguments, String name, boolean present, Object value) {
        if (present) {
            arguments.put(name, String.valueOf(value));
        }
    }

    private static @Nullable Object steps(TaskChange change) {
        List<Subtask> subtasks = change.subtasks().value();
        return subtasks == null ? null : subtasks.stream().map(Subtask::title).toList();
    }

    private static Object due(Due due, ZoneId zone) {
        var local = due.at().atZone(zone).toLocalDateTime();
        return due.allDay() ? local.toLocalDate() : local;
    }

    private static void filter(Map<String, String> arguments, TaskQuery query, ZoneId zone) {
        arguments.put("status", query.status().name().toLowerCase(java.util.Locale.ROOT));
        put(arguments, "search", query.search() != null, query.search());
        put(arguments, "priority", query.priority() != null, query.priority());
        put(
                arguments,
                "tag",
                !query.tags().isEmpty(),
                query.tags().isEmpty() ? "" : query.tags().getFirst());
        put(
                arguments,
                "sort",
                query.sort() != null,
                query.sort() == null ? "" : query.sort().name().toLowerCase(java.util.Locale.ROOT));
        put(arguments, "ids", query.ids() != null, query.ids());
        if (query.completedFrom() != null || query.completedBefore() != null) {
            arguments.put("done", bounds(query.completedFrom(), query.completedBefore(), zone));
        }
        if (query.overdue()) {
            arguments.put("due", "overdue");
        } else if (query.undated()) {
            arguments.put("due", "none");
        } else if (query.dueFrom() != null || query.dueBefore() != null) {
            arguments.put("due", bounds(query.dueFrom(), query.dueBefore(), zone));
        }
    }

    private static String bounds(Instant from, Instant before, ZoneId zone) {
        LocalDate first = from == null ? null : from.atZone(zone).toLocalDate();
        LocalDate end = before == null ? null : before.atZone(zone).toLocalDate();
        return first != null && end != null ? days(first, end) : first != null ? "from " + first : "before " + end;
    }

    static String days(LocalDate first, LocalDate end) {
        return first + " for " + ChronoUnit.DAYS.between(first, end);
    }
}
