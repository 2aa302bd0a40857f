package dev.slipway.todo.tasks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.ZoneId;
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

    private static final Set<Freq> FREQUENCIES = Set.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    private final String rule;

    private Recurrence(String rule) {
        this.rule = rule;
    }

    /** A rule, or one of the words daily, weekly, monthly, yearly; empty where it is not understood. */
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
            return FREQUENCIES.contains(parsed.getFreq()) ? Optional.of(new Recurrence(rule)) : Optional.empty();
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            return Optional.empty();
        }
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
            Integer left = parsed.getCount();
            TimeZone timeZone = TimeZone.getTimeZone(zone);
            RecurrenceRuleIterator times =
                    parsed.iterator(new DateTime(timeZone, done.at().toEpochMilli()));
            for (int seen = 0; seen < HORIZON && times.hasNext(); seen++) {
                Instant at = Instant.ofEpochMilli(times.nextMillis());
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
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalStateException("a rule that was valid: " + rule, e);
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
