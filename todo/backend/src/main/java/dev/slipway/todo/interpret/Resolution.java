package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tasks.TaskChange;
import dev.slipway.todo.tasks.TaskQuery;
import dev.slipway.todo.tools.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From the requests of a message to tool calls: finds the tasks that are meant, and asks where that is not clear. */
final class Resolution {
    private static final int MOST_CHOICES = 10;

    private final Answers answers;
    private final Now now;
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();
    /** Plain statements of what could not be done; they answer only where nothing was done. */
    private final List<String> notes = new ArrayList<>();

    private Utterance utterance;
    private Optional<Interpretation.Question> question = Optional.empty();
    /** Whether a part of the sentence was not understood, or names nothing that is there. */
    private boolean doubted;

    private Optional<Fact> fact = Optional.empty();

    Resolution(Utterance utterance, Answers answers) {
        this.utterance = utterance;
        this.answers = answers;
        this.now = Now.of(utterance);
    }

    Interpretation of(List<Request> requests) {
        int sentence = 0;
        for (Request request : requests) {
            if (!request.goesOn()) {
                askWhereDoubted(sentence);
                sentence = calls.size();
                doubted = false;
            }
            request.intent()
                    .ifPresentOrElse(
                            intent -> resolve(intent, request.text()),
                            () -> unclear.add(Text.shortened(request.text())));
            doubted |= request.doubted();
        }
        askWhereDoubted(sentence);
        if (question.isPresent()) {
            return asked(question.get());
        }
        if (fact.isPresent() && calls.isEmpty() && unclear.isEmpty()) {
            return new Interpretation.Tell(answers.language(), fact.get());
        }
        if (!calls.isEmpty()) {
            return new Interpretation.Calls(answers.language(), calls, unclear);
        }
        return answers.say(
                notes.isEmpty() ? answers.notUnderstood(String.join("; ", unclear)) : String.join("\n", notes));
    }

    private Interpretation asked(Interpretation.Question question) {
        String before = unclear.isEmpty() ? "" : answers.unclear(String.join("; ", unclear)) + "\n";
        return new Interpretation.Question(answers.language(), calls, before + question.text(), question.pending());
    }

    /** A sentence of which a part was not understood, or was not meant to be done, changes nothing that is there without a yes. */
    private void askWhereDoubted(int from) {
        if (doubted
                && from <= calls.size()
                && calls.subList(from, calls.size()).stream()
                        .anyMatch(call -> call.task().isPresent())) {
            propose(from, "");
        }
    }

    private void resolve(Intent intent, String part) {
        switch (intent) {
            case Intent.Add add -> add(add.text(), part, false);
            case Intent.Ensure add -> add(add.text(), part, true);
            case Intent.Nameless nameless -> notes.add(answers.whatAndWhen());
            case Intent.Show show -> {
                Filters.Asked asked = new Filters(utterance).read(show.text());
                if (asked.unclear().isEmpty()
                        || (narrows(asked.query())
                                && asked.unclear().stream()
                                        .noneMatch(words -> TURNS.matcher(words).matches()))) {
                    calls.add(new ToolCall.ListTasks(asked.query()));
                    unclear.addAll(asked.unclear());
                } else {
                    unclear.add(Text.shortened(part));
                }
            }
            case Intent.Ask ask -> tell(ask, part);
            case Intent.Unanswered question -> notes.add(answers.unanswered(question.words()));
            case Intent.Refrain refrain -> notes.add(answers.refrained(refrain.mood()));
            case Intent.Perhaps perhaps -> perhaps(perhaps.intent(), part);
            case Intent.Talk talk -> notes.add(answers.talk(talk.kind()));
            case Intent.Complete c -> complete(c, part);
            case Intent.Delete d ->
                accounted(
                        part,
                        List.of(d.words()),
                        () -> each(d.words(), Verb.DELETE, task -> Optional.of(new ToolCall.DeleteTask(task.id()))));
            case Intent.Change c -> {
                if (c.edit() instanceof Intent.Edit.When moved && nobody(c.words())) {
                    // What is not there can only be added.
                    perhaps(new Intent.Add(c.words() + " " + moved.text()), part);
                } else {
                    List<String> used = new ArrayList<>(Accounted.of(c.edit()));
                    used.add(c.words());
                    if (c.edit() instanceof Intent.Edit.To to && mixed(to.text())) {
                        used.removeFirst();
                    }
                    if (c.edit() instanceof Intent.Edit.Title || c.edit() instanceof Intent.Edit.To) {
                        SECOND.matcher(Accounted.of(c.edit()).getFirst())
                                .results()
                                .findFirst()
                                .ifPresent(m -> {
                                    used.clear();
                                    used.add(c.words());
                                    used.add(Accounted.of(c.edit()).getFirst().substring(0, m.start()));
                                });
                    }
                    accounted(
                            part,
                            used,
                            () -> each(
                                    c.words(),
                                    Verb.CHANGE,
                                    task -> new Edits(now)
                                            .of(task, c.edit())
                                            .map(change -> new ToolCall.UpdateTask(task.id(), change))));
                }
            }
            case Intent.Undo ignored -> calls.add(new ToolCall.Undo());
            case Intent.Hello ignored -> notes.add(answers.hello());
            case Intent.Thanks ignored -> notes.add(answers.thanks());
            case Intent.Help ignored -> notes.add(answers.help());
        }
    }

    private static final java.util.Set<String> LEVELS =
            java.util.Set.of("high", "low", "medium", "urgent", "done", "completed");

    /** Whether a time or a state stands in a text beside other words: it may be a new title, or another time with more. */
    private boolean mixed(String text) {
        Moment when = When.read(text, now);
        return !when.nothing() && !when.rest().isBlank() && !when.rest().equals(text.strip())
                || Named.tokens(text).anyMatch(word -> LEVELS.contains(word) || Named.similar(word, "priority"));
    }

    /** A second request behind a new title: whether it belongs to the title is asked. */
    private static final Pattern SECOND = Text.pattern(
            "(?:,|;| and| then)+ (?:also |then )?(?:mark|make|set|move|tag|delete|remove|complete|finish|rename|change|push|postpone)"
                    + " (?:it|that|this|them|the (?:priority|date|tag|due date)|task)\\b");

    /** Words that make of a list another one; without them it would be untrue. */
    private static final Pattern TURNS = Text.pattern(
            "(?:.* )?(?:but|not|no|nor|without|except|unless|minus|instead|other|rather|only|neither|besides|longest|oldest|newest|shortest|fewer|more|less|than|most|least)(?: .*)?");

    private void complete(Intent.Complete intent, String part) {
        String words = intent.words();
        if (!intent.completed()) {
            accounted(part, List.of(words, Accounted.OPEN), () -> each(words, Verb.REOPEN, this::reopened));
        } else if (toBeFinished(words, part)) {
            // What is not there can only be added.
            perhaps(new Intent.Add(part), part);
        } else {
            accounted(
                    part,
                    List.of(words),
                    () -> each(words, Verb.COMPLETE, task -> Optional.of(new ToolCall.CompleteTask(task.id(), true))));
        }
    }

    /** Whether the list is of something, whatever else was said of it that was not understood. */
    private static boolean narrows(TaskQuery query) {
        return query.status() != TaskQuery.Status.ALL
                || query.priority() != null
                || !query.tags().isEmpty()
                || query.dueFrom() != null
                || query.dueBefore() != null
                || query.ids() != null
                || query.search() != null
                || query.undated();
    }

    private void tell(Intent.Ask ask, String part) {
        new Knowledge(utterance).of(ask).ifPresentOrElse(fact -> this.fact = Optional.of(fact), () -> {
            if (ask.topic() == Intent.Topic.STATUS && !ask.words().isBlank()) {
                notes.add(answers.nobody(ask.words().strip()));
            } else {
                unclear.add(Text.shortened(part));
            }
        });
    }

    /** Asks whether it is to be done; an order that asks anyway needs no second question. */
    private void perhaps(Intent intent, String part) {
        int before = calls.size();
        resolve(intent, part);
        propose(before, "");
    }

    /** Changes of tasks, asked about first where words of the request are left over. */
    private void accounted(String part, List<String> used, Runnable changes) {
        int before = calls.size();
        changes.run();
        List<Task> changed = calls.subList(Math.min(before, calls.size()), calls.size()).stream()
                .flatMap(call -> call.task().stream().boxed())
                .flatMap(id -> task(id).stream())
                .toList();
        List<String> left = Accounted.leftOver(part, used, changed);
        if (!left.isEmpty()) {
            propose(before, answers.unclear(String.join(" ", left)) + "\n");
        }
    }

    /** What is open already was not completed: who says so tells how it is. */
    private Optional<ToolCall> reopened(Task task) {
        if (task.completed()) {
            return Optional.of(new ToolCall.UpdateTask(task.id(), TaskChange.NONE.withCompleted(false)));
        }
        notes.add(answers.openAlready(task));
        return Optional.empty();
    }

    private void propose(int from, String why) {
        List<ToolCall> proposed = List.copyOf(calls.subList(from, calls.size()));
        calls.subList(from, calls.size()).clear();
        if (!proposed.isEmpty() && question.isEmpty()) {
            ask(
                    why + answers.shallI(proposed, utterance.tasks(), now),
                    new Pending(Pending.Kind.CONFIRM, List.of(new Pending.Choice("yes", proposed))));
        }
    }

    private void add(String text, String part, boolean unlessThere) {
        Titles titles = new Titles(now);
        List<TaskChange> made = titles.read(text, part);
        if (made.isEmpty()) {
            unclear.add(part);
            titles.impossible().ifPresent(date -> notes.add(answers.noSuchDate(date)));
            titles.leftOver().ifPresent(words -> notes.add(answers.whenNotUnderstood(words)));
            if (titles.nameless()) {
                notes.add(answers.whatAndWhen());
            }
        }
        if ((titles.doubtful() || made.stream().anyMatch(change -> namesAnother(change, titles.asked())))
                && !made.isEmpty()) {
            List<ToolCall> proposed =
                    made.stream().<ToolCall>map(ToolCall.AddTask::new).toList();
            ask(
                    answers.shallI(proposed, utterance.tasks(), now),
                    new Pending(Pending.Kind.CONFIRM, List.of(new Pending.Choice("yes", proposed))));
            utterance = utterance.mentioning(List.of());
            return;
        }
        for (TaskChange change : made) {
            Optional<Task> there = unlessThere ? called(change.title().value()) : Optional.empty();
            there.ifPresentOrElse(
                    task -> notes.add(answers.thereAlready(task)), () -> calls.add(new ToolCall.AddTask(change)));
        }
        // A new task has no number yet: "it" means none of the others.
        utterance = utterance.mentioning(List.of());
    }

    /** "Finish the essay by Sunday": an order with a day, of what is no task yet. */
    private boolean toBeFinished(String words, String part) {
        return TO_FINISH.matcher(part).matches()
                && !When.read(words, now).nothing()
                && nobody(When.read(words, now).rest());
    }

    private static final Pattern TO_FINISH = Text.pattern("(?:please |pls )?(?:finish|complete|resolve)\\b.*");

    /**
     * Whether a new title may be a task that is there: it holds all words of it, as "valve 10" does not of "valve 1"; or the sentence does
     * not say that something is new, and speaks as of one that is there: "flight tickets Thursday".
     *
     * @param asked whether the sentence says that something is to be noted
     */
    private boolean namesAnother(TaskChange made, boolean asked) {
        String title = String.valueOf(made.title().value()).toLowerCase(Locale.ROOT);
        return utterance.tasks().stream()
                .filter(task -> !title.equals(task.title().toLowerCase(Locale.ROOT))
                        || (!asked && !task.completed() && !made.recurrence().present()))
                .anyMatch(task -> {
                    String there = task.title().toLowerCase(Locale.ROOT);
                    return there.indexOf(' ') > 0 && whole(there).matcher(title).find()
                            || (!task.completed() && (asked ? definite(title, task) : speaksOf(title, task)));
                });
    }

    /** "The plumber", where there is one task of a plumber. */
    private static boolean definite(String title, Task task) {
        return title.matches("(?:the|that|this|my) .*") && Named.fits(title, task);
    }

    /** "A meeting" is any; "the flight tickets" and "groceries" are those of the list. */
    private static boolean speaksOf(String title, Task task) {
        return Named.shared(title, task) > 1
                || Named.pointed(title, task)
                || (Named.fits(title, task) && !title.matches("(?:meeting|appointment|event|call)s?"));
    }

    private static Pattern whole(String words) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(words) + "(?![\\p{L}\\p{N}])");
    }

    private boolean nobody(String words) {
        return words.matches(".*\\p{L}{3,}.*")
                && !words.matches("(?i).*(?:\\btask|#|\\d|کام).*")
                && new Named(utterance).them(words).isEmpty()
                && new Several(utterance).read(words).isEmpty()
                && new Named(utterance).find(words, true) instanceof Named.Meaning.Nobody;
    }

    private Optional<Task> called(@Nullable String title) {
        return utterance.tasks().stream()
                .filter(task -> !task.completed() && task.title().equalsIgnoreCase(title))
                .findFirst();
    }

    private void each(String words, Verb verb, Function<Task, Optional<ToolCall>> call) {
        Named named = new Named(utterance);
        List<Long> them = named.them(words);
        if (them.size() > 1) {
            confirm(verb, them.stream().flatMap(id -> task(id).stream()).toList(), call);
            return;
        }
        Optional<List<Task>> kind = them.isEmpty() ? new Several(utterance).read(words) : Optional.empty();
        if (kind.isPresent()) {
            confirm(verb, kind.get().stream().filter(verb::concerns).toList(), call);
            return;
        }
        if (named.counted(words)) {
            // "The first two", where no list was shown: of what may be another list.
            confirm(
                    verb,
                    named.apart(words).stream()
                            .flatMap(name -> task(Long.parseLong(name.substring(1))).stream())
                            .toList(),
                    call);
            return;
        }
        int before = calls.size();
        boolean unknown = false;
        List<Long> spoken = new ArrayList<>();
        for (String name : named.apart(words)) {
            switch (named.find(name, verb != Verb.REOPEN)) {
                case Named.Meaning.Tasks tasks -> {
                    spoken.addAll(tasks.ids());
                    tasks.ids()
                            .forEach(
                                    id -> task(id).flatMap(call).ifPresentOrElse(this::once, () -> unclear.add(words)));
                }
                case Named.Meaning.Either either -> choose(either.tasks(), call);
                case Named.Meaning.Nobody nobody -> {
                    notes.add(answers.nobody(nobody.words()));
                    unclear.add(nobody.words());
                    unknown |= !nobody.words().startsWith("#");
                }
            }
        }
        doubted |= unknown;
        if (unknown && calls.size() > before) {
            // Words among the names that name nothing may take back what was said before them.
            propose(before, "");
        }
        if (!spoken.isEmpty()) {
            utterance = utterance.mentioning(spoken);
        }
    }

    /** "Bought it, tick it off" says one thing twice. */
    private void once(ToolCall call) {
        if (!calls.contains(call)) {
            calls.add(call);
        }
    }

    private Optional<Task> task(long id) {
        return utterance.tasks().stream().filter(t -> t.id() == id).findFirst();
    }

    private void confirm(Verb verb, List<Task> tasks, Function<Task, Optional<ToolCall>> call) {
        List<Task> ordered =
                tasks.stream().sorted(Comparator.comparingLong(Task::id)).toList();
        List<ToolCall> all =
                ordered.stream().map(call).flatMap(Optional::stream).toList();
        if (all.isEmpty()) {
            notes.add(answers.noTasks());
            return;
        }
        ask(answers.sure(verb, ordered), new Pending(Pending.Kind.CONFIRM, List.of(new Pending.Choice("yes", all))));
    }

    private void choose(List<Task> tasks, Function<Task, Optional<ToolCall>> call) {
        List<Task> offered = tasks.stream()
                .sorted(Comparator.comparingLong(Task::id))
                .limit(MOST_CHOICES)
                .toList();
        List<Pending.Choice> choices = offered.stream()
                .flatMap(task -> call.apply(task).map(c -> new Pending.Choice(task.title(), List.of(c))).stream())
                .toList();
        if (choices.size() == 1) {
            ask(answers.doYouMean(offered.getFirst()), new Pending(Pending.Kind.CONFIRM, choices));
            return;
        }
        ask(answers.which(offered), new Pending(Pending.Kind.CHOOSE, choices));
    }

    /** One question at a time: what a second one would ask is named as not understood. */
    private void ask(String text, Pending pending) {
        if (question.isPresent()) {
            unclear.add(pending.choices().getFirst().label());
        } else if (!pending.choices().isEmpty()) {
            question = Optional.of(new Interpretation.Question(answers.language(), List.of(), text, pending));
        }
    }
}
