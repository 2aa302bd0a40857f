package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers questions from the tasks in view. */
final class Knowledge {
    private static final int DAYS_LOOKED_AT = 14;
    private static final int MOST_FREE = 5;
    private static final int MOST_NEXT = 4;

    private final Utterance utterance;
    private final Now now;

    Knowledge(Utterance utterance) {
        this.utterance = utterance;
        this.now = Now.of(utterance);
    }

    /** Empty where the tasks do not tell. */
    Optional<Fact> of(Intent.Ask ask) {
        return switch (ask.topic()) {
            case TODAY -> Optional.of(new Fact.Today());
            case LATEST -> Optional.of(new Fact.Latest(latest()));
            case NEXT -> Optional.of(new Fact.Next(next()));
            case FREE -> free(ask.words());
            case STATUS -> status(ask.words());
        };
    }

    private List<Task> latest() {
        return utterance.tasks().stream()
                .sorted(Comparator.comparingLong(Task::id).reversed())
                .limit(1)
                .toList();
    }

    /** What is overdue, then what is due first, then what is more important. */
    private List<Task> next() {
        Instant never = Instant.MAX;
        return open().sorted(Comparator.comparing((Task task) -> Objects.requireNonNullElse(task.dueAt(), never))
                        .thenComparing(Comparator.comparing(Task::priority).reversed())
                        .thenComparing(Task::id))
                .limit(MOST_NEXT)
                .toList();
    }

    private Stream<Task> open() {
        return utterance.tasks().stream().filter(task -> !task.completed());
    }

    private Optional<Fact> free(String words) {
        LocalDate today = now.day();
        Span span = new Span(today, today.plusDays(DAYS_LOOKED_AT));
        if (!words.isBlank()) {
            Optional<Span.Found> found = Span.take(words, now);
            if (found.isEmpty()
                    || found.get().span().from() == null
                    || found.get().span().before() == null) {
                return Optional.empty();
            }
            span = found.get().span();
        }
        LocalDate from = Objects.requireNonNull(span.from());
        LocalDate begin = from.isBefore(today) ? today : from;
        LocalDate end = Objects.requireNonNull(span.before());
        List<LocalDate> free = begin.datesUntil(end.isAfter(begin) ? end : begin.plusDays(1))
                .filter(day -> open().noneMatch(task -> Span.days(day, 1).contains(task.dueAt(), now)))
                .limit(MOST_FREE)
                .toList();
        Span asked = span;
        return Optional.of(new Fact.Free(
                begin,
                end.minusDays(1),
                free,
                open().filter(task -> asked.contains(task.dueAt(), now))
                        .sorted(Comparator.comparing(Task::dueAt))
                        .toList()));
    }

    private Optional<Fact> status(String words) {
        Named named = new Named(utterance);
        if (words.isBlank()) {
            return named.find("it", true) instanceof Named.Meaning.Tasks tasks
                    ? Optional.of(of(tasks))
                    : Optional.empty();
        }
        return switch (named.find(words, true)) {
            case Named.Meaning.Tasks tasks -> Optional.of(of(tasks));
            case Named.Meaning.Either either -> Optional.of(new Fact.Status(either.tasks()));
            case Named.Meaning.Nobody ignored -> Optional.empty();
        };
    }

    private Fact of(Named.Meaning.Tasks tasks) {
        return new Fact.Status(utterance.tasks().stream()
                .filter(task -> tasks.ids().contains(task.id()))
                .toList());
    }
}
