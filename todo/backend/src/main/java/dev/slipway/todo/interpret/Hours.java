package dev.slipway.todo.interpret;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hours of a day that are asked for: "between 2 and 4", "after three pm", "at nine", "from noon until 2".
 *
 * @param before null: until the day ends
 * @param rest the text without them
 */
record Hours(LocalTime from, @Nullable LocalTime before, String rest) {
    private static final String T = "((?:half past |quarter (?:past|to)"
            + " )?(?:\\d{1,2}(?:[:.]\\d\\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight|midday)(?:"
            + " (?:thirty|fifteen|forty five))?(?: ?(?:am|pm|a\\.m\\.?|p\\.m\\.?|a m|p m|o'?clock))?)";
    private static final String NO_DATE =
            "(?! (?:days?|weeks?|months?|hours?|minutes?|of|january|february|march|april|may|june|july|august|september|october|november|december)\\b)(?![\\p{L}\\d:/])";
    private static final Pattern BETWEEN =
            Text.pattern("(?:\\b(?:between|from) (?:the hours of )?" + T + " ?(?:and|to|until|till|-|through) ?" + T
                    + "|\\bafter " + T + " (?:and|but) before " + T + ")" + NO_DATE);
    private static final Pattern BOUND = Text.pattern("\\b(before|after|by|until|from|past|since) " + T + NO_DATE);
    private static final Pattern AT = Text.pattern("\\b(?:at|around)(?: the)? " + T + NO_DATE);
    private static final Pattern ONWARDS = Text.pattern("\\b(?:on ?wards?|onwards?)\\b");

    /** Empty where no hours are said, or more than one reading fits. */
    static Optional<Hours> take(String text) {
        Matcher between = BETWEEN.matcher(text);
        if (between.find()) {
            int first = between.group(1) == null ? 3 : 1;
            LocalTime until = time(between.group(first + 1), null);
            LocalTime from = until == null ? null : time(between.group(first), until);
            return from != null && until != null && until.isAfter(from)
                    ? Optional.of(new Hours(from, until, without(text, between)))
                    : Optional.empty();
        }
        Matcher bound = BOUND.matcher(text);
        if (bound.find()) {
            LocalTime time = time(bound.group(2), null);
            if (time == null) {
                return Optional.empty();
            }
            return Optional.of(
                    bound.group(1).matches("(?i)after|from|past|since")
                            ? new Hours(time, null, without(text, bound))
                            : new Hours(LocalTime.MIN, time, without(text, bound)));
        }
        Matcher at = AT.matcher(text);
        LocalTime time = at.find() ? time(at.group(1), null) : null;
        return time == null ? Optional.empty() : Optional.of(new Hours(time, time.plusMinutes(59), without(text, at)));
    }

    /** The day of which the hours are: the one that is said; today where none is; empty where several are. */
    Optional<LocalDate> day(Span span, Now now) {
        if (span.from() == null && span.before() == null) {
            return Optional.of(now.day());
        }
        return Optional.ofNullable(span.from()).filter(day -> day.plusDays(1).equals(span.before()));
    }

    Instant fromInstant(LocalDate day, Now now) {
        return day.atTime(from).atZone(now.zone()).toInstant();
    }

    Instant beforeInstant(LocalDate day, Now now) {
        return before == null
                ? day.plusDays(1).atStartOfDay(now.zone()).toInstant()
                : day.atTime(before).atZone(now.zone()).toInstant();
    }

    /** @param until where the half of the day may be said only at the end: "8 and 9 am" */
    private static @Nullable LocalTime time(String words, @Nullable LocalTime until) {
        LocalTime time = When.read("at " + words, English.SOME_DAY).time().orElse(null);
        if (time == null
                || until == null
                || words.matches("(?i).*(?:am|pm|a\\.m\\.?|p\\.m\\.?|noon|midnight|midday|[ap] m)$")) {
            return time;
        }
        return !time.isBefore(until)
                        && time.getHour() >= 12
                        && time.minusHours(12).isBefore(until)
                ? time.minusHours(12)
                : time;
    }

    private static String without(String text, Matcher m) {
        String rest = text.substring(0, m.start()) + " " + text.substring(m.end());
        return ONWARDS.matcher(rest).replaceAll(" ").replaceAll("\\s+", " ").strip();
    }
}
