package dev.slipway.todo.interpret;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How often: "every other week", "on the last day of each month". */
final class EnglishRecurrence {
    private static final Pattern DAY = Text.pattern("\\b" + EnglishWords.DAYS + "\\b");
    private static final List<Phrase> PHRASES = List.of(
            Phrase.of(
                    "\\b(?:every weekday|on weekdays|every work(?:ing )?day)\\b",
                    (before, m, now) -> before.repeating("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")),
            Phrase.of(
                    "\\b(?:every (?:fortnight|2 weeks)|fortnightly|biweekly)\\b",
                    (before, m, now) -> before.repeating("FREQ=WEEKLY;INTERVAL=2")),
            Phrase.of(
                    "\\b(?:on )?the (?:([12]?\\d|3[01])(?:st|nd|rd|th)|(first)|(last))(?: day)? of (?:every|each) month\\b",
                    EnglishRecurrence::dayOfMonth),
            Phrase.of(
                    "\\b(?:every|each) " + EnglishWords.DAYS + "((?:,? ?(?:and|or|&)? ?" + EnglishWords.DAYS
                            + "){0,8})\\b",
                    (before, m, now) -> before.repeating("FREQ=WEEKLY;BYDAY=" + weekdays(m.group()))),
            Phrase.of(
                    "\\bevery (?:" + EnglishWords.NUMBER + "|(other|second)) (day|week|month|year)s?\\b",
                    EnglishRecurrence::everyN),
            Phrase.of(
                    "\\b(?:(?:every|each) ?(day|week|month|year|morning|afternoon|evening|night)|(daily|weekly|monthly|yearly|annually))\\b",
                    EnglishRecurrence::every));

    private EnglishRecurrence() {}

    static Spoken take(Spoken before, Scan scan, Now now) {
        return Phrase.first(PHRASES, before, scan, now);
    }

    private static Spoken dayOfMonth(Spoken before, MatchResult m, Now now) {
        if (m.group(3) != null) {
            return before.repeating("FREQ=MONTHLY;BYMONTHDAY=-1")
                    .on(now.day().withDayOfMonth(now.day().lengthOfMonth()));
        }
        return onThe(m.group(2) == null ? Integer.parseInt(m.group(1)) : 1, before.repeating("FREQ=MONTHLY"), now);
    }

    /** A number of a day; what comes every month comes on it. */
    static Spoken onThe(int number, Spoken before, Now now) {
        if (number < 1 || number > 31) {
            return before;
        }
        Spoken dated = before.on(now.dayOfMonth(number));
        return dated.rule().filter(r -> r.equals("FREQ=MONTHLY")).isPresent()
                ? dated.repeating("FREQ=MONTHLY;BYMONTHDAY=" + number)
                : dated;
    }

    private static Spoken everyN(Spoken before, MatchResult m, Now now) {
        int n = m.group(1) == null ? 2 : EnglishWords.number(m.group(1));
        return n < 1
                ? before.impossible(m.group())
                : before.repeating("FREQ=" + frequency(m.group(3)) + (n == 1 ? "" : ";INTERVAL=" + n));
    }

    private static Spoken every(Spoken before, MatchResult m, Now now) {
        String word = Marks.firstGroup(m).toLowerCase(Locale.ROOT);
        return before.repeating("FREQ=" + frequency(word)).at(EnglishClock.part(word));
    }

    private static String frequency(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "week", "weekly" -> "WEEKLY";
            case "month", "monthly" -> "MONTHLY";
            case "year", "yearly", "annually" -> "YEARLY";
            default -> "DAILY";
        };
    }

    private static String weekdays(String text) {
        return DAY.matcher(text)
                .results()
                .map(m -> EnglishWords.weekday(m.group(1)))
                .sorted()
                .distinct()
                .map(EnglishRecurrence::two)
                .collect(Collectors.joining(","));
    }

    private static String two(DayOfWeek day) {
        return day.name().substring(0, 2);
    }

    /** A recurrence without a day begins with the first day that fits it. */
    static Spoken begun(Spoken said, Now now) {
        if (said.rule().isEmpty() || said.day().isPresent()) {
            return said;
        }
        String rule = said.rule().get();
        int by = rule.indexOf("BYDAY=");
        if (by >= 0) {
            List<String> twos = List.of(rule.substring(by + 6).split(","));
            Set<DayOfWeek> days = Stream.of(DayOfWeek.values())
                    .filter(day -> twos.contains(two(day)))
                    .collect(Collectors.toSet());
            return said.on(now.first(days, said.time()));
        }
        if (rule.contains("INTERVAL=")) {
            return said.on(after(Integer.parseInt(rule.replaceAll(".*INTERVAL=(\\d+).*", "$1")), rule, now.day()));
        }
        return said.time().isPresent() || rule.equals("FREQ=DAILY")
                ? said.on(now.first(EnumSet.allOf(DayOfWeek.class), said.time()))
                : said;
    }

    private static LocalDate after(int interval, String rule, LocalDate today) {
        return rule.contains("DAILY")
                ? today.plusDays(interval)
                : rule.contains("WEEKLY")
                        ? today.plusWeeks(interval)
                        : rule.contains("MONTHLY") ? today.plusMonths(interval) : today.plusYears(interval);
    }
}
