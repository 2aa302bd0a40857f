package dev.slipway.todo.interpret;

import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The time of day: "half past 7", "at 6pm", "in the evening". */
final class EnglishClock {
    private static final List<Phrase> PHRASES = List.of(
            Phrase.of(
                    EnglishDay.LEAD + "\\b(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2})(?::\\d{2})?\\b",
                    (before, m, now) -> EnglishDay.date(before, m).at(time(Integer.parseInt(m.group(4)), m.group(5)))),
            Phrase.of(
                    "(?:\\bat )?\\b(\\d{1,2})(?:[:.](\\d{2}))?(?: o'?clock)? (?:in the (morning|afternoon|evening)|at (night))\\b",
                    EnglishClock::hourOfPart),
            Phrase.of(
                    "(?:\\b(?:at|by|around) )?\\b(half past|quarter past|quarter to|half) (\\d{1,2})\\b(?: ?(am|pm)\\b)?(?: o'?clock)?",
                    EnglishClock::pastOrTo),
            Phrase.of(
                    "(?:,? ?\\b(?:at|by|around|@) ?)?\\b(\\d{1,2})(?:[:.](\\d{2}))? ?(am|pm|a\\.m\\.?|p\\.m\\.?)(?![\\p{L}])",
                    (before, m, now) -> before.at(time(hour(m.group(1), m.group(3)), m.group(2)))),
            Phrase.of(
                    "(?:,? ?\\b(?:at|by|around|@) )?\\b([01]?\\d|2[0-3]):([0-5]\\d)\\b", EnglishClock::hourAndMinutes),
            Phrase.of(
                    "(?:\\b(?:at|around)|@) ?(\\d{1,2})(?: o'?clock|ish)?\\b(?!\\s*(?:%|st|nd|rd|th|\\p{L}{3,}street))",
                    (before, m, now) ->
                            before.at(time(hour(m.group(1), null), null)).inEitherHalf(eitherHalf(m.group(1)))),
            Phrase.of(
                    "\\b(?:at )?(noon|midday|midnight|lunchtime)\\b",
                    (before, m, now) -> before.at(Optional.of(
                            m.group(1).equalsIgnoreCase("midnight") ? LocalTime.of(23, 59) : LocalTime.NOON))));

    private static final Pattern SAID_NOW = Text.pattern("\\b(?:this|in the) (?:morning|afternoon|evening|night)\\b");
    /** "Tomorrow morning at 8": the hour has been said already, and now its half of the day. */
    private static final List<Phrase> HALVES = List.of(Phrase.of(
            "^(?:in the |this |early )?(morning|afternoon|evening|night)\\b|\\b(?:in the |this |early )(morning|afternoon|evening|night)\\b|\\b(morning|afternoon|evening|night)$",
            (before, m, now) ->
                    Marks.firstGroup(m).equalsIgnoreCase("morning") ? before.inTheMorning() : before.afterNoon()));

    private static final List<Phrase> PARTS = List.of(Phrase.of(
            "\\b(?:in the |this |early )?(morning|afternoon|evening|night)\\b",
            (before, m, now) -> before.at(part(m.group(1)))));

    private EnglishClock() {}

    static Spoken take(Spoken before, Scan scan, Now now) {
        return Phrase.first(PHRASES, before, scan, now);
    }

    /** A part of the day, once it is known that this is about when: "evening" may be part of a title. */
    static Spoken partOfDay(Spoken before, Scan scan, Now now) {
        boolean said = before.day().isPresent() || before.rule().isPresent() || scan.has(SAID_NOW);
        return said ? Phrase.first(before.time().isPresent() ? HALVES : PARTS, before, scan, now) : before;
    }

    static Optional<LocalTime> part(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "morning" -> Optional.of(LocalTime.of(9, 0));
            case "afternoon" -> Optional.of(LocalTime.of(15, 0));
            case "evening" -> Optional.of(LocalTime.of(18, 0));
            case "night" -> Optional.of(LocalTime.of(20, 0));
            default -> Optional.empty();
        };
    }

    private static Spoken hourOfPart(Spoken before, MatchResult m, Now now) {
        int hour = Integer.parseInt(m.group(1));
        boolean morning = "morning".equalsIgnoreCase(m.group(3));
        return before.at(time(morning || hour >= 12 ? hour % 24 : hour + 12, m.group(2)));
    }

    private static Spoken pastOrTo(Spoken before, MatchResult m, Now now) {
        int hour = hour(m.group(2), m.group(3));
        Optional<LocalTime> time = switch (m.group(1).toLowerCase(Locale.ROOT)) {
            case "quarter to" -> time(hour, null).map(t -> t.minusMinutes(15));
            case "quarter past" -> time(hour, "15");
            default -> time(hour, "30");
        };
        return before.at(time).inEitherHalf(m.group(3) == null && eitherHalf(m.group(2)));
    }

    private static Spoken hourAndMinutes(Spoken before, MatchResult m, Now now) {
        String hour = m.group(1);
        return before.at(time(hour.startsWith("0") ? Integer.parseInt(hour) : hour(hour, null), m.group(2)))
                .inEitherHalf(hour.length() == 1);
    }

    /** @param half am or pm; null: nobody means one to seven in the morning without saying so */
    private static int hour(String text, @Nullable String half) {
        int hour = Integer.parseInt(text);
        if (half == null) {
            return hour >= 1 && hour <= 7 ? hour + 12 : hour;
        }
        return hour > 12 ? hour : hour % 12 + (half.toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
    }

    private static boolean eitherHalf(String hour) {
        return Integer.parseInt(hour) < 12;
    }

    private static Optional<LocalTime> time(int hour, @Nullable String minutes) {
        int minute = minutes == null ? 0 : Integer.parseInt(minutes);
        return hour > 23 || minute > 59 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute));
    }
}
