package dev.slipway.todo.interpret;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** The day: "tomorrow", "in 2 weeks", "on the 3rd of May", "next Friday". */
final class EnglishDay {
    static final String LEAD =
            "(?:,? ?\\b(?:due|by|on|at|over|for|from|until|till|before|starting|this|coming):? ){0,8}(?:the )?";

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;
    private static final String DAYS = EnglishWords.DAYS;
    private static final String NUMBER = EnglishWords.NUMBER;
    /** "Monday, 7 December": the weekday adds nothing. */
    private static final String WEEKDAY_BEFORE = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?";

    private static final List<Phrase> PHRASES = List.of(
            Phrase.of(
                    "\\b(?:with)?in (?:about )?(?:the next )?(" + "half an hour" + "|" + NUMBER
                            + " (minute|min|hour|day|week|fortnight|month|year)s?)\\b" + "|\\b" + NUMBER
                            + " (minute|min|hour|day|week|fortnight|month|year)s? from (?:now|today)\\b",
                    EnglishDay::later),
            Phrase.of(LEAD + WEEKDAY_BEFORE + "\\b(\\d{4})-(\\d{2})-(\\d{2})\\b", (before, m, now) -> date(before, m)),
            Phrase.of(
                    "(?:,? ?\\b(?:due|by|on|for|from|until|till|before) ){1,8}(\\d{1,2})/(\\d{1,2})\\b(?!/)()|" + LEAD
                            + "(?<![\\d/.-])(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})\\b",
                    EnglishDay::numeric),
            Phrase.of(
                    LEAD + WEEKDAY_BEFORE + "\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? " + EnglishWords.MONTHS
                            + "\\b,?(?: (\\d{4}))?",
                    (before, m, now) -> named(before, m.group(), m.group(2), m.group(1), m.group(3), now)),
            Phrase.of(
                    LEAD + WEEKDAY_BEFORE + "\\b" + EnglishWords.MONTHS
                            + " (\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)(?:,? (\\d{4}))?",
                    (before, m, now) -> named(before, m.group(), m.group(1), m.group(2), m.group(3), now)),
            Phrase.of(
                    "(?:,? ?\\b(?:due|by|on|for|from|until|till|before|starting) ){0,8}\\bthe ([12]?\\d|3[01])(?:st|nd|rd|th)\\b(?: of (?:the|this|each|every) month)?(?= (?:at|by|of|due|for|every|in|with|and|from)\\b|[,;]|$)",
                    (before, m, now) -> EnglishRecurrence.onThe(Integer.parseInt(m.group(1)), before, now)),
            Phrase.of(
                    LEAD + "\\b" + DAYS + ",? (?:of )?next week\\b|" + LEAD + "\\bnext week,? (?:on )?" + DAYS + "\\b",
                    (before, m, now) -> before.on(now.nextWeeks(EnglishWords.weekday(Marks.firstGroup(m))))),
            Phrase.of(
                    LEAD
                            + "\\b(day after (?:tomorrow|tom+or+ow|tmrw)|(?:later )?today|tomorrow|tom+or+ow|tomm?or+ow|tmrw|tmr|tmw|2moro|tonight|tonite|next week|next month|next year|(?:this )?weekend"
                            + "|next weekend|end of (?:the )?(?:day|week|month|year)|eod|cob|eow|eom)\\b",
                    (before, m, now) -> relative(before, m.group(1).toLowerCase(Locale.ROOT), now)),
            Phrase.of(
                    LEAD + "\\bnext " + DAYS + "\\b",
                    (before, m, now) -> before.on(now.nextWeeks(EnglishWords.weekday(m.group(1))))),
            // "sun", "sat" and "mon" inside of a title are words like others: short names need a preposition, or the
            // end.
            Phrase.of(
                    ",? ?\\b(?:(?:due|by|on|for|this|until|till|before|coming|starting|from) ){1,8}" + DAYS + "\\b",
                    EnglishDay::coming),
            Phrase.of(
                    ",? ?\\b(mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|wensday|wendesday|thrusday|saterday)\\b",
                    EnglishDay::coming),
            Phrase.of(",? ?\\b(mon|tues?|weds?|thu|thurs?|fri)$", EnglishDay::coming));

    private EnglishDay() {}

    static Spoken take(Spoken before, Scan scan, Now now) {
        return before.day().isPresent() ? before : Phrase.first(PHRASES, before, scan, now);
    }

    private static Spoken coming(Spoken before, MatchResult m, Now now) {
        return before.on(now.coming(EnglishWords.weekday(m.group(1))));
    }

    private static Spoken later(Spoken before, MatchResult m, Now now) {
        if ("half an hour".equalsIgnoreCase(m.group(1))) {
            return exactly(before, now.at().plusMinutes(30));
        }
        int n = EnglishWords.number(m.group(2) == null ? m.group(4) : m.group(2));
        LocalDate today = now.day();
        Spoken said = switch ((m.group(3) == null ? m.group(5) : m.group(3)).toLowerCase(Locale.ROOT)) {
            case "minute", "min" -> exactly(before, now.at().plusMinutes(n));
            case "hour" -> exactly(before, now.at().plusHours(n));
            case "day" -> before.on(today.plusDays(n));
            case "week" -> before.on(today.plusWeeks(n));
            case "fortnight" -> before.on(today.plusWeeks(2L * n));
            case "month" -> before.on(today.plusMonths(n));
            default -> before.on(today.plusYears(n));
        };
        return said.day().filter(d -> d.getYear() > LAST_YEAR).isPresent() ? said.impossible(m.group()) : said;
    }

    private static Spoken exactly(Spoken before, ZonedDateTime at) {
        return before.on(at.toLocalDate())
                .at(Optional.of(at.toLocalTime().withSecond(0).withNano(0)));
    }

    /** Day before month, as everywhere but in America, unless only the other order is a date. */
    private static Spoken numeric(Spoken before, MatchResult m, Now now) {
        boolean year = m.group(6) != null;
        int first = Integer.parseInt(year ? m.group(4) : m.group(1));
        int second = Integer.parseInt(year ? m.group(5) : m.group(2));
        boolean monthFirst = second > 12 || (first <= 12 && now.zone().getId().startsWith("America/"));
        int month = monthFirst ? first : second;
        int dayOfMonth = monthFirst ? second : first;
        return year
                ? date(before, m.group(), Integer.parseInt(m.group(6)), month, dayOfMonth)
                : next(before, m.group(), month, dayOfMonth, now);
    }

    /** Year, month and day in the first three groups. */
    static Spoken date(Spoken before, MatchResult m) {
        return date(
                before,
                m.group(),
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3)));
    }

    private static Spoken date(Spoken before, String said, int year, int month, int dayOfMonth) {
        try {
            Spoken dated = before.on(LocalDate.of(year, month, dayOfMonth));
            return year < FIRST_YEAR || year > LAST_YEAR ? dated.impossible(said) : dated;
        } catch (DateTimeException e) {
            return before.impossible(said);
        }
    }

    /** The next time that there is this date. */
    private static Spoken next(Spoken before, String said, int month, int dayOfMonth, Now now) {
        boolean exists = month >= 1
                && month <= 12
                && dayOfMonth >= 1
                && dayOfMonth <= Month.of(month).maxLength();
        return exists ? before.on(now.date(month, dayOfMonth)) : before.impossible(said);
    }

    private static Spoken named(
            Spoken before, String said, String month, String dayOfMonth, @Nullable String year, Now now) {
        int number = Integer.parseInt(dayOfMonth);
        return year == null
                ? next(before, said, EnglishWords.month(month), number, now)
                : date(before, said, Integer.parseInt(year), EnglishWords.month(month), number);
    }

    private static Spoken relative(Spoken before, String word, Now now) {
        LocalDate today = now.day();
        if (word.startsWith("tonight") || word.startsWith("tonite")) {
            Spoken tonight = before.on(today);
            return before.time().isPresent() ? tonight.afterNoon() : tonight.at(Optional.of(LocalTime.of(20, 0)));
        }
        if (word.startsWith("day after")) {
            return before.on(today.plusDays(2));
        }
        if (word.startsWith("tom") || word.startsWith("tm") || word.startsWith("2m")) {
            return before.on(today.plusDays(1));
        }
        LocalDate friday = now.monday().plusDays(4);
        return before.on(
                switch (word.replaceFirst("^this ", "")) {
                    case "next week" -> now.nextWeeks(DayOfWeek.MONDAY);
                    case "next month" -> today.withDayOfMonth(1).plusMonths(1);
                    case "next year" -> today.withDayOfYear(1).plusYears(1);
                    case "weekend" ->
                        today.getDayOfWeek() == DayOfWeek.SATURDAY ? today : now.coming(DayOfWeek.SATURDAY);
                    case "next weekend" -> now.nextWeeks(DayOfWeek.SATURDAY);
                    case "end of the week", "end of week", "eow" ->
                        friday.isBefore(today) ? now.monday().plusDays(6) : friday;
                    case "end of the month", "end of month", "eom" -> today.withDayOfMonth(today.lengthOfMonth());
                    case "end of the year", "end of year" -> today.withDayOfYear(today.lengthOfYear());
                    default -> today;
                });
    }
}
