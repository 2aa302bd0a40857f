package dev.slipway.todo.tasks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * How a task comes again: a recurrence rule of RFC 5545, section 3.3.10, from daily to yearly, such as
 * {@code FREQ=MONTHLY;BYMONTHDAY=1}. COUNT is what is left, this one included.
 */
public final class Recurrence {
    private static final int LONGEST = 200;
    /** How many occurrences are looked at to find the next: more than 20 years of days. */
    private static final int HORIZON = 8000;

    /** A start with which a rule is tried before it is stored. */
    private static final Due ANY_DAY = Due.on(LocalDate.of(2024, 1, 1), Optional.of(LocalTime.NOON), ZoneOffset.UTC);

    private static final Instant END_OF_PLANNING = Instant.parse("2200-01-01T00:00:00Z");

    private static final Set<Freq> FREQUENCIES = Set.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    private final String rule;

    private Recurrence(String rule) {
        this.rule = rule;
    }

    /**
     * A rule, or one of the words daily, weekly, monthly, yearly. Empty where it is not understood, where it never comes (30
     * February), and where its UNTIL is not in UTC, as section 3.3.10 requires for a start with a time zone.
     */
    public static Optional<Recurrence> parse(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        String rule = switch (upper) {
            case "DAILY", "WEEKLY", "MONTHLY", "YEARLY" -> "FREQ=" + upper;
            default -> upper.startsWith("RRULE:") ? upper.substring(6) : upper;
        };
        if (rule.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            RecurrenceRule parsed = new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
            DateTime until = parsed.getUntil();
            boolean ends = until == null || (!until.isAllDay() && !until.isFloating());
            return FREQUENCIES.contains(parsed.getFreq()) && ends && comes(parsed)
                    ? Optional.of(new Recurrence(rule))
                    : Optional.empty();
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether there is ever a day for it. An end is left aside: it may lie before the day tried. */
    private static boolean comes(RecurrenceRule parsed) {
        parsed.setUntil(null);
        try {
            return from(parsed, ANY_DAY, ZoneOffset.UTC).hasNext();
        } catch (IllegalArgumentException | IllegalStateException e) {
            // So the library says that it looked for a day and gave up.
            return false;
        }
    }

    private static RecurrenceRuleIterator from(RecurrenceRule parsed, Due start, ZoneId zone) {
        return parsed.iterator(
                new DateTime(TimeZone.getTimeZone(zone), start.at().toEpochMilli()));
    }

    /** One that was understood before it was stored. */
    static Recurrence stored(String rule) {
        return new Recurrence(rule);
    }

    @JsonCreator
    static Recurrence read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a recurrence rule (RFC 5545)"));
    }

    /** What follows the task that is done. */
    record Next(Due due, Recurrence rule) {}

    /**
     * The first occurrence after {@code done} that is still to come: occurrences missed meanwhile are skipped. Empty when the
     * rule has ended. Times keep their hour of the day over changes of the clock.
     */
    Optional<Next> after(Due done, ZoneId zone, Instant now) {
        try {
            RecurrenceRule parsed = new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
            endInUtc(parsed, zone);
            Integer left = parsed.getCount();
            RecurrenceRuleIterator times = from(parsed, done, zone);
            for (int seen = 0; seen < HORIZON && times.hasNext(); seen++) {
                Instant at = Instant.ofEpochMilli(times.nextMillis());
                if (at.isAfter(END_OF_PLANNING)) {
                    return Optional.empty();
                }
                // The iterator gives the start itself first, whether or not the rule contains it.
                if (at.isAfter(done.at()) && at.isAfter(now)) {
                    if (left != null) {
                        parsed.setCount(left - seen);
                    }
                    return Optional.of(new Next(
                            new Due(at, done.allDay()), left == null ? this : new Recurrence(parsed.toString())));
                }
            }
            return Optional.empty();
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException | IllegalStateException e) {
            // Stored before such rules were refused: a task whose rule has no next day can be completed all the same.
            return Optional.empty();
        }
    }

    /** Rules stored earlier may end on a date, or at a time of no zone: meant is the task's own. */
    private static void endInUtc(RecurrenceRule parsed, ZoneId zone) {
        DateTime until = parsed.getUntil();
        if (until != null && (until.isAllDay() || until.isFloating())) {
            LocalDate day = LocalDate.of(until.getYear(), until.getMonth() + 1, until.getDayOfMonth());
            LocalTime time = until.isAllDay()
                    ? LocalTime.of(23, 59, 59)
                    : LocalTime.of(until.getHours(), until.getMinutes(), until.getSeconds());
            parsed.setUntil(new DateTime(
                    DateTime.UTC, day.atTime(time).atZone(zone).toInstant().toEpochMilli()));
        }
    }

    @JsonValue
    @Override
    public String toString() {
        return rule;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recurrence that && rule.equals(that.rule);
    }

    @Override
    public int hashCode() {
        return rule.hashCode();
    }
}
