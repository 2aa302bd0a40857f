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
        List<Pending.Choice> each = each();
        Optional<List<Pending.Choice>> chosen =
                pending.kind() == Pending.Kind.CONFIRM && YES.matcher(text).matches()
                        ? Optional.of(each)
                        : selected(text, each, pending.kind() == Pending.Kind.CONFIRM);
        return chosen.map(some -> some.isEmpty()
                ? answers.say(answers.nothingChanged())
                : new Interpretation.Calls(
                        answers.language(),
                        some.stream().flatMap(choice -> choice.calls().stream()).toList(),
                        List.of()));
    }

    /** What can be chosen one by one, also of what was asked about as a whole. */
    private List<Pending.Choice> each() {
        return pending.kind() == Pending.Kind.CHOOSE
                ? pending.choices()
                : pending.choices().getFirst().calls().stream()
                        .map(call -> new Pending.Choice("", List.of(call)))
                        .toList();
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

    private static final Pattern BUT = Text.pattern(
            "(?:(?:yes|yeah|ok|okay|sure|do it|ہاں|جی),? )?(?:(?:all(?: of (?:them|these))?|everything|every one|them all|both|the rest|سب|سارے),? )?(?:but(?: not)?|except(?: for)?|not|without|excluding|other than|apart from|besides) (.+)|(.+) کے (?:علاوہ|سوا) ?(?:سب|سارے|باقی سب)?");
    private static final Pattern ONLY = Text.pattern(
            "(?:(?:no|yes|ok|okay|well|hmm|actually|please|wait|نہیں|ہاں),? )*(?:(?:only|just|actually only|صرف|بس) )?(.+?)(?: only| instead| please| ہی)?");
    private static final Pattern SLICE = Text.pattern(
            "(?:the )?(first|last|top|پہلے|آخری) (\\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|دو|تین|چار|پانچ)(?: (?:ones?|tasks?|of them|of these|of those|کام))?");
    private static final Pattern AND = Text.pattern(",? (?:and|&|اور) (?:also )?|, |، ");

    /**
     * The choices that an answer names: all, both of two, all but some, the first two, by number, by place or by words; empty where
     * it names none.
     *
     * @param asked whether a yes or no was asked for: single words do not do then, unless they are said to be the only ones
     */
    private Optional<List<Pending.Choice>> selected(String text, List<Pending.Choice> each, boolean asked) {
        Matcher but = BUT.matcher(text);
        if (but.matches()) {
            return named(but.group(1) == null ? but.group(2) : but.group(1), each)
                    .filter(left -> !left.isEmpty())
                    .map(left -> each.stream().filter(c -> !left.contains(c)).toList());
        }
        Matcher only = ONLY.matcher(text);
        boolean bare = only.matches() && only.group(1).equals(text);
        return only.matches()
                        && !(asked
                                && bare
                                && !NUMBERS.matcher(text).matches()
                                && !SLICE.matcher(text).matches())
                ? named(only.group(1), each)
                : Optional.empty();
    }

    private Optional<List<Pending.Choice>> named(String words, List<Pending.Choice> each) {
        String text = words.strip();
        if (ALL.matcher(text).matches()) {
            boolean both = text.toLowerCase(java.util.Locale.ROOT).matches(".*(?:both|two|دونوں).*");
            return both && each.size() != 2 ? Optional.empty() : Optional.of(each);
        }
        Matcher slice = SLICE.matcher(text);
        if (slice.matches()) {
            int n = new Words(slice.group(2)).number(0).value();
            boolean last = slice.group(1).matches("(?i)last|آخری");
            return n < 1 || n > each.size()
                    ? Optional.empty()
                    : Optional.of(each.subList(last ? each.size() - n : 0, last ? each.size() : n));
        }
        if (NUMBERS.matcher(text).matches()) {
            return numbered(
                    DIGITS.matcher(text)
                            .results()
                            .map(m -> Long.parseLong(m.group()))
                            .distinct()
                            .toList(),
                    each);
        }
        Optional<Pending.Choice> whole = one(text, each);
        if (whole.isPresent()) {
            return Optional.of(List.of(whole.get()));
        }
        List<Pending.Choice> found = new ArrayList<>();
        String[] parts = AND.split(text);
        for (String part : parts) {
            Optional<Pending.Choice> one = one(part.strip(), each);
            if (one.isEmpty() || parts.length < 2) {
                return Optional.empty();
            }
            found.add(one.get());
        }
        return Optional.of(List.copyOf(found));
    }

    /** By its place, or by words that fit it alone. */
    private Optional<Pending.Choice> one(String text, List<Pending.Choice> each) {
        Matcher ordinal = Named.ORDINAL.matcher(text);
        if (ordinal.matches()) {
            int place = Named.place(ordinal.group(1), each.size());
            return place <= each.size() ? Optional.of(each.get(place - 1)) : Optional.empty();
        }
        if (text.matches("\\d{1,9}")) {
            return numbered(List.of(Long.parseLong(text)), each).map(List::getFirst);
        }
        List<Pending.Choice> named = each.stream()
                .filter(c -> utterance.tasks().stream()
                        .anyMatch(task -> c.calls().stream().anyMatch(call -> concerns(call, task.id()))
                                && Named.fits(text, task)))
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    /** Each number is a task's, or, where no choice has such a task, a place in the list. */
    private static Optional<List<Pending.Choice>> numbered(List<Long> numbers, List<Pending.Choice> each) {
        List<Pending.Choice> found = new ArrayList<>();
        for (long number : numbers) {
            Optional<Pending.Choice> choice = each.stream()
                    .filter(c -> c.calls().stream().anyMatch(call -> concerns(call, number)))
                    .findFirst()
                    .or(() -> number >= 1 && number <= each.size()
                            ? Optional.of(each.get((int) number - 1))
                            : Optional.empty());
            if (choice.isEmpty()) {
                return Optional.empty();
            }
            found.add(choice.get());
        }
        return Optional.of(List.copyOf(found));
    }

    private static boolean concerns(ToolCall call, long id) {
        return call.task().stream().anyMatch(task -> task == id);
    }
}
