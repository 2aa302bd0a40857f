package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Task;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody with the tasks of the corpus, speaking on Tuesday, 24 November 2026 at 10:00. */
record Speaker(ZoneId zone, List<Long> mentioned, Optional<Pending> pending) {
    static final ZoneId KARACHI = ZoneId.of("Asia/Karachi");
    private static final Interpreter INTERPRETER = new Interpreter();

    Speaker() {
        this(KARACHI, List.of(), Optional.empty());
    }

    Speaker in(String zone) {
        return new Speaker(ZoneId.of(zone), mentioned, pending);
    }

    /** After an answer that spoke of these tasks. */
    Speaker after(Long... tasks) {
        return new Speaker(zone, List.of(tasks), pending);
    }

    /** After the question that this message brings. */
    Speaker asked(String message) {
        Interpretation.Question question = (Interpretation.Question) say(message);
        return new Speaker(zone, mentioned, Optional.of(question.pending()));
    }

    Interpretation say(String message) {
        return INTERPRETER.interpret(new Utterance(message, Locale.ENGLISH, zone, now(), tasks(), mentioned, pending));
    }

    /** What is done then, in short. */
    String does(String message) {
        return Shorthand.of(say(message), zone);
    }

    private Instant now() {
        return ZonedDateTime.of(2026, 11, 24, 10, 0, 0, 0, zone).toInstant();
    }

    private List<Task> tasks() {
        return List.of(
                task(1, "Buy groceries", false, Priority.MEDIUM, "home", null),
                task(2, "Call mom", false, Priority.HIGH, "family", "2026-11-24T18:00"),
                task(3, "Prepare the client meeting", false, Priority.HIGH, "work", "2026-11-23T09:00"),
                task(4, "Pay bills", true, Priority.MEDIUM, "home", null),
                task(5, "Write the meeting notes", false, Priority.LOW, "work", "2026-11-27T17:00"),
                task(6, "Book flight tickets", false, Priority.MEDIUM, "travel", "2026-12-01T12:00"));
    }

    private Task task(long id, String title, boolean completed, Priority priority, String tag, @Nullable String due) {
        Instant dueAt =
                due == null ? null : LocalDateTime.parse(due).atZone(zone).toInstant();
        Instant completedAt = completed ? now() : null;
        return new Task(
                id,
                "somebody",
                title,
                null,
                completed,
                completedAt,
                priority,
                List.of(tag),
                dueAt,
                false,
                null,
                zone.getId(),
                null,
                null,
                0,
                1,
                now(),
                now());
    }
}
