package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tasks.TaskChange;
import dev.slipway.todo.tools.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** From the parts of a message to tool calls: finds the tasks that are meant, and asks where that is not clear. */
final class Resolution {
    private static final int MOST_CHOICES = 10;

    private final Utterance utterance;
    private final Answers answers;
    private final Now now;
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();
    private Optional<Interpretation> end = Optional.empty();

    Resolution(Utterance utterance, Answers answers) {
        this.utterance = utterance;
        this.answers = answers;
        this.now = Now.of(utterance);
    }

    Interpretation of(List<String> parts, Function<String, Optional<Intent>> reader) {
        for (String part : parts) {
            Optional<Intent> intent = reader.apply(part);
            if (intent.isEmpty()) {
                unclear.add(part);
            } else {
                resolve(intent.get(), part);
            }
            if (end.isPresent()) {
                return end.get();
            }
        }
        return calls.isEmpty()
                ? answers.say(answers.notUnderstood(String.join(", ", unclear)))
                : new Interpretation.Calls(answers.language(), calls, unclear);
    }

    private void resolve(Intent intent, String part) {
        switch (intent) {
            case Intent.Add add -> {
                List<TaskChange> made = new Titles(now).read(add.text());
                if (made.isEmpty()) {
                    unclear.add(part);
                }
                made.forEach(change -> calls.add(new ToolCall.AddTask(change)));
            }
            case Intent.Show show -> calls.add(new ToolCall.ListTasks(new Filters(utterance).read(show.text())));
            case Intent.Complete c ->
                each(c.words(), c.completed(), c.completed() ? "complete" : "reopen", task ->
                        Optional.of(
                                c.completed()
                                        ? new ToolCall.CompleteTask(task.id(), true)
                                        : new ToolCall.UpdateTask(task.id(), TaskChange.NONE.withCompleted(false))));
            case Intent.Delete d -> each(d.words(), true, "delete", task -> Optional.of(new ToolCall.DeleteTask(task.id())));
            case Intent.Change c ->
                each(c.words(), true, "change", task -> new Edits(now)
                        .of(task, c.edit())
                        .map(change -> new ToolCall.UpdateTask(task.id(), change)));
            case Intent.Undo ignored -> calls.add(new ToolCall.Undo());
            case Intent.Hello ignored -> say(answers.hello());
            case Intent.Thanks ignored -> say(answers.thanks());
            case Intent.Help ignored -> say(answers.help());
        }
    }

    /** Politeness beside a request needs no answer of its own. */
    private void say(String text) {
        if (calls.isEmpty()) {
            end = Optional.of(answers.say(text));
        }
    }

    private void each(String words, boolean open, String verb, Function<Task, Optional<ToolCall>> call) {
        Optional<List<Task>> kind = new Several(utterance).read(words);
        if (kind.isPresent() && !verb.equals("change")) {
            List<Task> tasks = kind.get().stream()
                    .filter(t -> verb.equals("delete") || t.completed() == verb.equals("reopen"))
                    .toList();
            confirm(verb, tasks, call);
            return;
        }
        switch (new Named(utterance).find(words, open)) {
            case Named.Meaning.Tasks tasks ->
                tasks.ids().forEach(id -> task(id).ifPresent(task -> {
                    Optional<ToolCall> made = call.apply(task);
                    if (made.isEmpty()) {
                        unclear.add(words);
                    }
                    made.ifPresent(calls::add);
                }));
            case Named.Meaning.Either either -> choose(either.tasks(), call);
            case Named.Meaning.Nobody nobody -> {
                if (calls.isEmpty()) {
                    end = Optional.of(answers.say(answers.nobody(nobody.words())));
                } else {
                    unclear.add(words);
                }
            }
        }
    }

    private Optional<Task> task(long id) {
        return utterance.tasks().stream().filter(t -> t.id() == id).findFirst();
    }

    private void confirm(String verb, List<Task> tasks, Function<Task, Optional<ToolCall>> call) {
        if (tasks.isEmpty()) {
            end = Optional.of(answers.say(answers.noTasks()));
            return;
        }
        List<Task> ordered = tasks.stream().sorted(java.util.Comparator.comparingLong(Task::id)).toList();
        List<ToolCall> all = ordered.stream().map(call).flatMap(Optional::stream).toList();
        end = Optional.of(new Interpretation.Question(
                answers.language(),
                calls,
                answers.sure(verb, ordered),
                new Pending(Pending.Kind.CONFIRM, List.of(new Pending.Choice("yes", all)))));
    }

    private void choose(List<Task> tasks, Function<Task, Optional<ToolCall>> call) {
        List<Task> offered = tasks.stream()
                .sorted(java.util.Comparator.comparingLong(Task::id))
                .limit(MOST_CHOICES)
                .toList();
        List<Pending.Choice> choices = offered.stream()
                .flatMap(task -> call.apply(task).map(c -> new Pending.Choice(task.title(), List.of(c))).stream())
                .toList();
        end = Optional.of(new Interpretation.Question(
                answers.language(), calls, answers.which(offered), new Pending(Pending.Kind.CHOOSE, choices)));
    }
}
