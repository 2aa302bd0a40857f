package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tools.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message that follows a question: its answer, unless it is a new request. */
record Reply(Pending pending, Utterance utterance, Answers answers) {
    private static final Pattern NO = Text.pattern(
            "(?:no|nope|nah|n|never ?mind|cancel(?: that| it)?|stop|neither(?: of them| one)?|none(?: of them)?|don'?t|no don'?t|not now|not yet"
                    + "|forget it|leave (?:it|them)|no way|نہیں|جی نہیں|رہنے دیں|رہنے دو|نہ کریں|مت کریں|مت کرو|چھوڑیں|چھوڑو|کوئی نہیں|کوئی بھی نہیں)"
                    + "(?:,? (?:thanks|thank you|please|never ?mind|don'?t|leave it|شکریہ|رہنے دیں|رہنے دو))?");
    private static final Pattern YES = Text.pattern(
            "(?:(?:yes|yep|yeah|yup|ya|y|sure|ok|okay|do it|please do|please|confirm(?:ed)?|go ahead|of course|definitely|right|correct"
                    + "|delete (?:them|it|all|everything)|all of them|i am sure|i'm sure"
                    + "|ہاں|جی|ٹھیک ہے|کر دیں|کر دو|کردیں|کردو|کر دیجیے|بالکل|ضرور|حذف کر دیں|حذف کر دو|👍)(?:[,!. ]+|$)){1,8}");
    private static final Pattern ALL = Text.pattern(
            "(?:(?:both|all|them|these)(?: (?:of )?(?:them|these|both|two))?|دونوں|سب|سارے|تمام)(?: (?:please|کر دیں|کر دو|کریں|کرو|ہی))?");
    private static final Pattern NUMBERS = Text.pattern(
            "(?:the |task |tasks |number |no\\.? |option |کام |نمبر |#){0,8}\\d{1,9}(?:(?:,? ?(?:and|&|or|اور|،)? ?)#?\\d{1,9}){0,9}(?: please| والا| کام)?");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");

    Optional<Interpretation> read(String text) {
        if (NO.matcher(text).matches()) {
            return Optional.of(answers.say(answers.nothingChanged()));
        }
        Optional<List<ToolCall>> calls = switch (pending.kind()) {
            case CONFIRM ->
                YES.matcher(text).matches()
                        ? Optional.of(pending.choices().getFirst().calls())
                        : Optional.empty();
            case CHOOSE -> chosen(text);
        };
        return calls.map(c -> new Interpretation.Calls(answers.language(), c, List.of()));
    }

    /** The question once more, for a message that was neither an answer nor a request. */
    Interpretation again() {
        String text = switch (pending.kind()) {
            case CONFIRM -> answers.yesOrNo();
            case CHOOSE -> answers.which(offeredTasks());
        };
        return new Interpretation.Question(answers.language(), List.of(), text, pending);
    }

    /** For a new request: "the first one" is now the first of those that were offered. */
    Utterance offered() {
        List<Long> ids = offeredTasks().stream().map(Task::id).toList();
        return ids.isEmpty() ? utterance : utterance.mentioning(ids);
    }

    private List<Task> offeredTasks() {
        return pending.choices().stream()
                .flatMap(choice -> choice.calls().stream())
                .flatMap(call -> utterance.tasks().stream().filter(task -> concerns(call, task.id())))
                .distinct()
                .toList();
    }

    /** A choice by the task's number, by its place in the list, or by words of its title. */
    private Optional<List<ToolCall>> chosen(String text) {
        List<Pending.Choice> choices = pending.choices();
        if (ALL.matcher(text).matches()) {
            return Optional.of(choices.stream().flatMap(c -> c.calls().stream()).toList());
        }
        if (NUMBERS.matcher(text).matches()) {
            return numbered(DIGITS.matcher(text)
                    .results()
                    .map(m -> Long.parseLong(m.group()))
                    .distinct()
                    .toList());
        }
        Matcher ordinal = Named.ORDINAL.matcher(text);
        if (ordinal.matches()) {
            int place = Named.place(ordinal.group(1), choices.size());
            return place <= choices.size() ? Optional.of(choices.get(place - 1).calls()) : Optional.empty();
        }
        List<Pending.Choice> named = choices.stream()
                .filter(c -> utterance.tasks().stream()
                        .anyMatch(task -> c.calls().stream().anyMatch(call -> concerns(call, task.id()))
                                && Named.fits(text, task)))
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst().calls()) : Optional.empty();
    }

    /** Each number is a task's, or, where no choice has such a task, a place in the list. */
    private Optional<List<ToolCall>> numbered(List<Long> numbers) {
        List<Pending.Choice> choices = pending.choices();
        List<ToolCall> calls = new ArrayList<>();
        for (long number : numbers) {
            Optional<Pending.Choice> choice = choices.stream()
                    .filter(c -> c.calls().stream().anyMatch(call -> concerns(call, number)))
                    .findFirst()
                    .or(() -> number >= 1 && number <= choices.size()
                            ? Optional.of(choices.get((int) number - 1))
                            : Optional.empty());
            if (choice.isEmpty()) {
                return Optional.empty();
            }
            calls.addAll(choice.get().calls());
        }
        return Optional.of(List.copyOf(calls));
    }

    private static boolean concerns(ToolCall call, long id) {
        return call.task().stream().anyMatch(task -> task == id);
    }
}
