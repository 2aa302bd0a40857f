package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Task;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tasks that are named as a kind: everything, all completed ones, all with a tag, all due today. */
final class Several {
    private static final Pattern EXCEPT = Text.pattern(
            "(.+?) (?:except(?: for)?|but not|but|besides|apart from|other than) (.+)|(.+?) کے (?:علاوہ|سوا) (.+)");
    private static final String KIND =
            "completed|complete|done|finished|pending|open|remaining|incomplete|unfinished|overdue|late"
                    + "|(?:high|medium|low|urgent|important)(?:[ -]priority)?";
    private static final Pattern ENGLISH = Text.pattern(
            "(?:everything|all|all of it|(?:every|each) (?:single )?(?:task|todo|item|one)|(?:all(?: of)? |every |everything )?(?:the |my ){0,8}(?:(?:whole|entire) )?((?:[\\p{L}#-]+ ){0,3})"
                    + "(?:tasks|task list|todos|to-?dos|to-?do list|items|list|ones|stuff|events?|calendar(?: events?| entries)?|schedule|agenda|entries|data|reminders|notifications|alerts))"
                    + "(?: (?:tagged|with (?:the )?tag) #?([\\p{L}\\p{N}_-]+)| (?:that (?:is|are) |which (?:is|are) )?(?:due|for|from|on) (.+)"
                    + "| (?:that (?:is|are) |which (?:is|are) |marked (?:as )?)?(" + KIND + "))?");
    private static final Pattern ENGLISH_KIND = Text.pattern("(?:all |every )?(?:the |my )?(" + KIND + ")");
    private static final Pattern URDU = Pattern.compile(
            "(?:سب|سب کچھ|سارے|تمام|(?:میرے |میری )?(?:سارے|تمام|سب|پوری|ساری)(?: کے سارے)? (?:کام|ٹاسک|فہرست|لسٹ|کاموں))"
                    + "|(?:سارے |تمام |میرے |سب ){0,8}(مکمل|مکمل شدہ|باقی|اہم|ضروری|نامکمل|پرانے|آج کے|کل کے) (?:کام(?:وں)?|ٹاسک)");

    private static final Pattern LEFT =
            Text.pattern(" (?:for|from|on|of|in|due|scheduled|set|during|that are|which are|i have)+$");
    private static final Pattern EVENTS = Text.pattern(
            "(?:(?:all|any|every|each|my|the|of|early|morning|evening|set) ){0,4}(meetings|appointments|alarms|calls|events)(?: (?:i have|that i have|i've|that are|which are|have|set|scheduled|on my calendar)){0,3}");

    private final Utterance utterance;

    Several(Utterance utterance) {
        this.utterance = utterance;
    }

    /** The tasks of the kind, or empty where the words name no kind. */
    Optional<List<Task>> read(String words) {
        String text = words.strip();
        Matcher except = EXCEPT.matcher(text);
        if (except.matches()) {
            boolean english = except.group(1) != null;
            Optional<List<Task>> spared = spared(english ? except.group(2) : except.group(3));
            Optional<List<Task>> kind = kind(english ? except.group(1) : except.group(4));
            return kind.isPresent() && spared.isPresent()
                    ? kind.map(all ->
                            all.stream().filter(t -> !spared.get().contains(t)).toList())
                    : Optional.empty();
        }
        return kind(text);
    }

    /** What is excepted; empty where it is not known, so that nothing is done to a task that somebody wanted to keep. */
    private Optional<List<Task>> spared(String words) {
        Optional<List<Task>> kind = kind(words);
        if (kind.isPresent()) {
            return kind;
        }
        Named named = new Named(utterance);
        List<Task> spared = new java.util.ArrayList<>();
        for (String name : named.apart(words)) {
            switch (named.find(name, true)) {
                case Named.Meaning.Tasks tasks ->
                    spared.addAll(where(t -> tasks.ids().contains(t.id())));
                case Named.Meaning.Either either -> spared.addAll(either.tasks());
                case Named.Meaning.Nobody ignored -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(spared);
    }

    private Optional<List<Task>> kind(String text) {
        Matcher urdu = URDU.matcher(text);
        if (urdu.matches()) {
            return of(urdu.group(1) == null ? "" : urdu.group(1));
        }
        Matcher alone = ENGLISH_KIND.matcher(text);
        if (alone.matches()) {
            return of(alone.group(1));
        }
        Matcher english = ENGLISH.matcher(text);
        if (!english.matches()) {
            return ofDays(text).or(() -> ofEvents(text));
        }
        Optional<List<Task>> found =
                of(english.group(1) == null ? "" : english.group(1).strip());
        if (english.group(2) != null) {
            return both(found, Optional.of(tagged(english.group(2).toLowerCase(Locale.ROOT))));
        }
        if (english.group(3) != null) {
            return both(found, new Filters(utterance).due(english.group(3)).map(this::where));
        }
        return english.group(4) == null ? found : both(found, of(english.group(4)));
    }

    /** "Events for this month", "all my tasks of next week". */
    private Optional<List<Task>> ofDays(String text) {
        return Span.take(text, Now.of(utterance))
                .filter(found -> !found.rest().isBlank() && !found.rest().equals(text))
                .flatMap(found -> kind(LEFT.matcher(found.rest()).replaceAll("").strip())
                        .map(all -> all.stream()
                                .filter(task -> found.span().contains(task.dueAt(), Now.of(utterance)))
                                .toList()));
    }

    /** "All my meetings": those that are called so. */
    private Optional<List<Task>> ofEvents(String text) {
        Matcher events = EVENTS.matcher(text);
        return events.matches() ? Optional.of(where(task -> Named.fits(events.group(1), task))) : Optional.empty();
    }

    private static Optional<List<Task>> both(Optional<List<Task>> a, Optional<List<Task>> b) {
        return a.flatMap(
                some -> b.map(others -> some.stream().filter(others::contains).toList()));
    }

    private Optional<List<Task>> of(String kind) {
        String word = kind.toLowerCase(Locale.ROOT).replaceFirst("^#", "").replaceFirst("[ -]?priority$", "");
        return switch (word) {
            case "" -> Optional.of(utterance.tasks());
            case "completed", "complete", "done", "finished", "مکمل", "مکمل شدہ" -> Optional.of(where(Task::completed));
            case "pending", "open", "remaining", "incomplete", "unfinished", "باقی", "نامکمل" ->
                Optional.of(where(t -> !t.completed()));
            case "overdue", "late" ->
                Optional.of(where(
                        t -> !t.completed() && t.dueAt() != null && t.dueAt().isBefore(utterance.now())));
            case "high", "urgent", "important", "اہم", "ضروری" ->
                Optional.of(where(t -> t.priority() == Priority.HIGH));
            case "medium" -> Optional.of(where(t -> t.priority() == Priority.MEDIUM));
            case "low" -> Optional.of(where(t -> t.priority() == Priority.LOW));
            case "today's", "todays", "tomorrow's", "tomorrows", "آج کے", "کل کے" ->
                new Filters(utterance)
                        .due(word.replaceFirst("'?s$", "").replaceFirst(" کے$", ""))
                        .map(this::where);
            default -> Optional.of(tagged(word)).filter(tagged -> !tagged.isEmpty());
        };
    }

    private List<Task> tagged(String tag) {
        return where(t -> t.tags().contains(tag));
    }

    private List<Task> where(Predicate<Task> condition) {
        return utterance.tasks().stream().filter(condition).toList();
    }
}
