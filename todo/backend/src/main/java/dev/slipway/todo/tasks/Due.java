package dev.slipway.todo.tasks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * When a task is due.
 *
 * @param at the moment from which it is overdue; for a whole day its last minute in the person's time zone
 * @param allDay only the day was said, no time
 */
public record Due(Instant at, boolean allDay) {
    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59);
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    public static Due on(LocalDate day, Optional<LocalTime> time, ZoneId zone) {
        return new Due(day.atTime(time.orElse(END_OF_DAY)).atZone(zone).toInstant(), time.isEmpty());
    }

    /** When to remind of it unless something else was said: at its time; for a whole day at nine in the morning. */
    public Instant reminder(ZoneId zone) {
        return allDay
                ? at.atZone(zone).toLocalDate().atTime(MORNING).atZone(zone).toInstant()
                : at;
    }

    /** A date, a local date and time, or one with an offset (ISO 8601); empty where it is none of them. */
    public static Optional<Due> parse(String text, ZoneId zone) {
        try {
            if (text.length() == 10) {
                return Optional.of(on(LocalDate.parse(text), Optional.empty(), zone))
                        .filter(Due::sensible);
            }
            if (text.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)")) {
                return Optional.of(new Due(OffsetDateTime.parse(text).toInstant(), false))
                        .filter(Due::sensible);
            }
            return Optional.of(new Due(LocalDateTime.parse(text).atZone(zone).toInstant(), false))
                    .filter(Due::sensible);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Postgres and browsers know years that nobody plans for; these bounds keep all arithmetic safe. */
    private boolean sensible() {
        return at.isAfter(Instant.parse("1970-01-01T00:00:00Z")) && at.isBefore(Instant.parse("2200-01-01T00:00:00Z"));
    }
}
