package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Due;
import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Recurrence;
import dev.slipway.todo.tasks.Task;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with the tasks of the corpus, speaking on Tuesday, 24 November 2026 at 10:00.
 *
 * @param busy whether it is the one with more tasks, whose numbers begin at 11
 */
record Speaker(ZoneId zone, List<Long> mentioned, Optional<Pending> pending, boolean busy) {
    static final ZoneId KARACHI = ZoneId.of("Asia/Karachi");
    /** The task that comes again. */
    private static final long PLANTS = 18;

    private static final Interpreter INTERPRETER = new Interpreter();

    Speaker() {
        this(false);
    }

    Speaker(boolean busy) {
        this(KARACHI, List.of(), Optional.empty(), busy);
    }

    Speaker in(String zone) {
        return new Speaker(ZoneId.of(zone), mentioned, pending, busy);
    }

    /** After an answer that spoke of these tasks. */
    Speaker after(Long... tasks) {
        return new Speaker(zone, List.of(tasks), pending, busy);
    }

    /** After the question that this message brings. */
    Speaker asked(String message) {
        Interpretation.Question question = (Interpretation.Question) say(message);
        return new Speaker(zone, mentioned, Optional.of(question.pending()), busy);
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
        return busy ? many() : few();
    }

    private List<Task> many() {
        return List.of(
                task(11, "Renew passport", false, Priority.HIGH, "admin", "2026-12-10"),
                task(12, "Submit tax return", false, Priority.MEDIUM, "admin money", "2026-11-30"),
                task(13, "Gym session", false, Priority.LOW, "health", "2026-11-25T07:00"),
                task(14, "Buy birthday gift for Sara", false, Priority.MEDIUM, "family", "2026-11-28"),
                task(15, "Call the plumber", false, Priority.HIGH, "home", null),
                task(16, "Call the electrician", false, Priority.MEDIUM, "home", "2026-11-24T15:00"),
                task(17, "Read \"Dune\"", true, Priority.LOW, "", null),
                task(PLANTS, "Water the plants", false, Priority.LOW, "home", "2026-11-24"),
                task(19, "Finish slides for Q4 review", false, Priority.HIGH, "work", "2026-11-26T09:30"),
                task(20, "Email Tom about the budget", false, Priority.MEDIUM, "work money", "2026-11-20T10:00"),
                task(21, "Return library books", true, Priority.MEDIUM, "", null),
                task(22, "Plan summer trip", false, Priority.LOW, "travel", null));
    }

    private List<Task> few() {
        return List.of(
                task(1, "Buy groceries", false, Priority.MEDIUM, "home", null),
                task(2, "Call mom", false, Priority.HIGH, "family", "2026-11-24T18:00"),
                task(3, "Prepare the client meeting", false, Priority.HIGH, "work", "2026-11-23T09:00"),
                task(4, "Pay bills", true, Priority.MEDIUM, "home", null),
                task(5, "Write the meeting notes", false, Priority.LOW, "work", "2026-11-27T17:00"),
                task(6, "Book flight tickets", false, Priority.MEDIUM, "travel", "2026-12-01T12:00"));
    }

    private Task task(long id, String title, boolean completed, Priority priority, String tags, @Nullable String due) {
        Optional<Due> when = Optional.ofNullable(due).flatMap(text -> Due.parse(text, zone));
        Instant completedAt = completed ? now() : null;
        return new Task(
                id,
                "somebody",
                title,
                null,
                completed,
                completedAt,
                priority,
                tags.isEmpty() ? List.of() : List.of(tags.split(" ")),
                when.map(Due::at).orElse(null),
                when.map(Due::allDay).orElse(false),
                id == PLANTS ? Recurrence.parse("daily").orElseThrow() : null,
                zone.getId(),
                null,
                null,
                0,
                List.of(),
                1,
                now(),
                now());
    }
}
