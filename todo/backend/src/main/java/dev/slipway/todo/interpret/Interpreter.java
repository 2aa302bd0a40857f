package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tools.ToolCall;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Understands what people say of their tasks by rules alone, in English and Urdu: the same message with the same tasks
 * always means the same.
 */
@Singleton
public final class Interpreter {
    private static final int LONGEST = 4000;
    private static final Pattern NO = Text.pattern(
            "no|nope|nah|cancel|never ?mind|stop|neither|none(?: of them)?|don'?t|no,? thanks?|نہیں|رہنے دیں|رہنے دو|نہ کریں");
    private static final Pattern YES = Text.pattern(
            "yes|yep|yeah|yup|sure|ok|okay|do it|please do|confirm(?:ed)?|go ahead|yes,? please|ہاں|جی|جی ہاں|ٹھیک ہے|کر دیں|کر دو");
    private static final Pattern BOTH = Text.pattern("both|all(?: of them)?|دونوں|سب|سارے");
    private static final Pattern NUMBER = Text.pattern("(?:the )?(?:task|number|no\\.?|کام|نمبر|#)*\\s*#?(\\d{1,9})(?: please)?");

    private final English english = new English();
    private final Urdu urdu = new Urdu();

    public Interpretation interpret(Utterance utterance) {
        String whole = utterance.text().length() > LONGEST ? utterance.text().substring(0, LONGEST) : utterance.text();
        String text = Text.plain(whole.replace('\n', ';'));
        Answers answers = Answers.to(text);
        Optional<Interpretation> answer = utterance.pending().flatMap(p -> answered(text, p, utterance, answers));
        if (answer.isPresent()) {
            return answer.get();
        }
        if (text.isEmpty()) {
            return answers.say(answers.help());
        }
        // As one request if it is one: a title may have any word in it.
        Optional<Intent> one = Parts.of(text).size() == 1 ? reader(text).read(text) : Optional.empty();
        return new Resolution(utterance, answers).of(one.isPresent() ? List.of(text) : Parts.of(text), this::read);
    }

    private Optional<Intent> read(String part) {
        return reader(part).read(part);
    }

    private Intent.Reader reader(String text) {
        return Text.isUrdu(text) && !Text.pattern("^(?:add|create|remind|delete|remove|complete|mark|show|find|rename|change)\\b.*")
                        .matcher(text)
                        .matches()
                ? urdu
                : english;
    }

    private static Optional<Interpretation> answered(
            String text, Pending pending, Utterance utterance, Answers answers) {
        if (NO.matcher(text).matches()) {
            return Optional.of(answers.say(answers.nothingChanged()));
        }
        return switch (pending.kind()) {
            case CONFIRM ->
                YES.matcher(text).matches()
                        ? Optional.of(calls(answers, pending.choices().getFirst().calls()))
                        : Optional.empty();
            case CHOOSE -> chosen(text, pending, utterance).map(calls -> calls(answers, calls));
        };
    }

    private static Interpretation calls(Answers answers, List<ToolCall> calls) {
        return new Interpretation.Calls(answers.language(), calls, List.of());
    }

    /** A choice by the task's number, by its place in the list, or by words of its title. */
    private static Optional<List<ToolCall>> chosen(String text, Pending pending, Utterance utterance) {
        List<Pending.Choice> choices = pending.choices();
        if (BOTH.matcher(text).matches()) {
            return Optional.of(choices.stream().flatMap(c -> c.calls().stream()).toList());
        }
        var number = NUMBER.matcher(text);
        if (number.matches()) {
            long id = Long.parseLong(number.group(1));
            Optional<Pending.Choice> byId = choices.stream()
                    .filter(c -> c.calls().stream().anyMatch(call -> concerns(call, id)))
                    .findFirst();
            return byId.map(Pending.Choice::calls);
        }
        List<Task> offered = utterance.tasks().stream()
                .filter(task -> choices.stream()
                        .anyMatch(c -> c.calls().stream().anyMatch(call -> concerns(call, task.id()))))
                .toList();
        List<Long> ids = offered.stream().map(Task::id).toList();
        Utterance among =
                new Utterance(text, utterance.zone(), utterance.now(), offered, ids, Optional.empty());
        return new Named(among).find(text, true) instanceof Named.Meaning.Tasks tasks && tasks.ids().size() == 1
                ? choices.stream()
                        .filter(c -> c.calls().stream()
                                .anyMatch(call -> concerns(call, tasks.ids().getFirst())))
                        .findFirst()
                        .map(Pending.Choice::calls)
                : Optional.empty();
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
}
