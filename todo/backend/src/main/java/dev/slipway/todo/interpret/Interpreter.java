package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tasks.TaskChange;
import dev.slipway.todo.tasks.TaskQuery;
import dev.slipway.todo.tools.ToolCall;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands what people say of their tasks by rules alone: the same message with the same tasks always means the same. */
@Singleton
public final class Interpreter {
    private static final Locale EN = Locale.ENGLISH;
    private static final Pattern ADD = words(
            "(?:please )?(?:add|create|new|make)(?: me)?(?: an?| the)?(?: new)?(?: task| todo| reminder)?(?: to| for|:)? (.+)"
                    + "|(?:i need to |i have to |i must |please |don't let me forget to )?remember to (.+)"
                    + "|remind me to (.+)|i (?:need|have|must|want) to (.+)");
    private static final Pattern LIST = words(
            "(?:please )?(?:show|list|see|display|give|what(?:'s| is| are| have)?|which|do i have)\\b(.*)|(?:all )?(?:my )?tasks");
    private static final Pattern DONE = words(
            "(?:please )?(?:mark|set|check off|tick off)? ?(?:the )?(.+?) (?:as |is |are )?(?:complete|completed|done|finished)"
                    + "|(?:please )?(?:complete|finish|check off|tick off|i(?:'ve| have)? finished|i(?:'m| am) done with|done with|i did) (.+)");
    private static final Pattern DELETE = words("(?:please )?(?:delete|remove|cancel|drop|get rid of) (.+)");
    private static final Pattern UPDATE =
            words("(?:please )?(?:change|update|rename|edit) (.+?) (?:to|into|as) ['\"“]?(.+?)['\"”]?");
    private static final Pattern NUMBER = words("(?:the )?(?:task|todo|number|no\\.?|#)*\\s*#?(\\d{1,9})");
    private static final String HELP =
            "I can add, list, complete, change and delete tasks. Try \"Add a task to buy groceries\","
                    + " \"What's pending?\", \"Mark task 3 as complete\" or \"Delete the meeting task\".";

    public Interpretation interpret(Utterance utterance) {
        String text = utterance.text().strip().replaceAll("\\s+", " ").replaceAll("[.!?]+$", "");
        Optional<Interpretation> answer = utterance.pending().flatMap(pending -> answered(text, pending));
        if (answer.isPresent()) {
            return answer.get();
        }
        if (words("undo(?: that| it)?|take (?:that|it) back").matcher(text).matches()) {
            return calls(new ToolCall.Undo());
        }
        if (words("hi|hello|hey|help|what can you do|salam|good (?:morning|evening)")
                .matcher(text)
                .matches()) {
            return new Interpretation.Say(EN, "Hello! " + HELP);
        }
        Matcher done = DONE.matcher(text);
        Matcher delete = DELETE.matcher(text);
        Matcher update = UPDATE.matcher(text);
        Matcher add = ADD.matcher(text);
        if (update.matches()) {
            String title = update.group(2);
            return about(
                    group(update, 1),
                    utterance,
                    "change",
                    task -> new ToolCall.UpdateTask(task, TaskChange.NONE.withTitle(sentence(title))));
        }
        if (delete.matches()) {
            return about(delete.group(1), utterance, "delete", ToolCall.DeleteTask::new);
        }
        if (add.matches()) {
            return calls(new ToolCall.AddTask(TaskChange.NONE.withTitle(sentence(firstGroup(add)))));
        }
        if (LIST.matcher(text).matches()) {
            return calls(new ToolCall.ListTasks(filter(text.toLowerCase(Locale.ROOT))));
        }
        if (done.matches()) {
            return about(firstGroup(done), utterance, "complete", task -> new ToolCall.CompleteTask(task, true));
        }
        return new Interpretation.Say(
                EN, "I did not understand \"" + shortened(utterance.text().strip()) + "\". " + HELP);
    }

    private static Optional<Interpretation> answered(String text, Pending pending) {
        if (words("no|nope|cancel|never mind|stop|neither|none").matcher(text).matches()) {
            return Optional.of(new Interpretation.Say(EN, "All right, I changed nothing."));
        }
        return switch (pending.kind()) {
            case CONFIRM ->
                words("yes|yep|yeah|sure|ok|okay|do it|please do|confirm")
                                .matcher(text)
                                .matches()
                        ? Optional.of(new Interpretation.Calls(
                                EN, pending.choices().getFirst().calls(), List.of()))
                        : Optional.empty();
            case CHOOSE -> {
                Matcher number = NUMBER.matcher(text);
                yield pending.choices().stream()
                        .filter(choice -> number.matches()
                                        && choice.calls().stream()
                                                .anyMatch(call -> concerns(call, Long.parseLong(number.group(1))))
                                || choice.label().equalsIgnoreCase(text))
                        .findFirst()
                        .map(choice -> new Interpretation.Calls(EN, choice.calls(), List.of()));
            }
        };
    }

    private static boolean concerns(ToolCall call, long id) {
        return switch (call) {
            case ToolCall.CompleteTask complete -> complete.taskId() == id;
            case ToolCall.DeleteTask delete -> delete.taskId() == id;
            case ToolCall.UpdateTask update -> update.taskId() == id;
            case ToolCall.AddTask ignored -> false;
            case ToolCall.ListTasks ignored -> false;
            case ToolCall.Undo ignored -> false;
        };
    }

    /** The one task that the words name; a question when there are several; a plain word when there is none. */
    private static Interpretation about(String words, Utterance utterance, String verb, Function<Long, ToolCall> call) {
        Matcher number = NUMBER.matcher(words);
        if (number.matches()) {
            return calls(call.apply(Long.parseLong(number.group(1))));
        }
        String wanted = words.toLowerCase(Locale.ROOT)
                .replaceAll("^(the|my) | (task|todo)s?$", "")
                .strip();
        List<Task> matches = utterance.tasks().stream()
                .filter(task -> task.title().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        List<Task> open = matches.stream().filter(task -> !task.completed()).toList();
        List<Task> meant = open.isEmpty() ? matches : open;
        if (meant.size() == 1) {
            return calls(call.apply(meant.getFirst().id()));
        }
        if (meant.isEmpty()) {
            return new Interpretation.Say(EN, "I found no task like \"" + shortened(wanted) + "\".");
        }
        List<Pending.Choice> choices = meant.stream()
                .limit(10)
                .map(task -> new Pending.Choice(task.title(), List.of(call.apply(task.id()))))
                .toList();
        String list = String.join(
                "\n",
                meant.stream()
                        .limit(10)
                        .map(task -> "- " + task.id() + ": " + task.title())
                        .toList());
        return new Interpretation.Question(
                EN,
                List.of(),
                "Which one shall I " + verb + "? Say its number.\n" + list,
                new Pending(Pending.Kind.CHOOSE, choices));
    }

    private static TaskQuery filter(String text) {
        TaskQuery.Status status = text.matches(".*\\b(completed|done|finished)\\b.*")
                ? TaskQuery.Status.COMPLETED
                : text.matches(".*\\b(pending|open|left|to do|todo|remaining|due)\\b.*")
                        ? TaskQuery.Status.PENDING
                        : TaskQuery.Status.ALL;
        return new TaskQuery(status, null, null, List.of(), null, null, text.contains("overdue"), null, null, 50, 0);
    }

    private static Interpretation calls(ToolCall call) {
        return new Interpretation.Calls(EN, List.of(call), List.of());
    }

    private static Pattern words(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String firstGroup(Matcher matcher) {
        for (int i = 1; i <= matcher.groupCount(); i++) {
            if (matcher.group(i) != null) {
                return matcher.group(i);
            }
        }
        return "";
    }

    private static String group(Matcher matcher, int index) {
        return String.valueOf(matcher.group(index));
    }

    private static String sentence(String title) {
        String plain = title.strip().replaceAll("^['\"“]|['\"”]$", "");
        String cut = plain.codePointCount(0, plain.length()) > Task.LONGEST_TITLE
                ? plain.substring(0, plain.offsetByCodePoints(0, Task.LONGEST_TITLE))
                : plain;
        return cut.isEmpty() ? cut : cut.substring(0, 1).toUpperCase(Locale.ROOT) + cut.substring(1);
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, text.offsetByCodePoints(0, 70)) + "…" : text;
    }
}
