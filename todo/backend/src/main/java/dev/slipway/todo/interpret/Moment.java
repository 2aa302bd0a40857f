package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Due;
import dev.slipway.todo.tasks.Recurrence;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/**
 * When something is to be done, as it was said.
 *
 * @param day empty where only a time was said
 * @param rule recurrence rule (RFC 5545); empty for once
 * @param impossible a date that there is not, as it was said
 * @param rest the text without the words that said it
 */
record Moment(
        Optional<LocalDate> day,
        Optional<LocalTime> time,
        Optional<String> rule,
        Optional<String> impossible,
        String rest) {
    boolean nothing() {
        return day.isEmpty() && time.isEmpty() && rule.isEmpty() && impossible.isEmpty();
    }

    Optional<Recurrence> recurrence() {
        return rule.flatMap(Recurrence::parse);
    }

    /** The due date that it means at {@code now}; a time that has passed today is meant for tomorrow. */
    Optional<Due> due(Now now) {
        if (day.isEmpty() && time.isEmpty()) {
            return Optional.empty();
        }
        LocalDate on = day.orElseGet(() ->
                time.orElseThrow().isAfter(now.time()) ? now.day() : now.day().plusDays(1));
        return Optional.of(Due.on(on, time, now.zone()));
    }
}
