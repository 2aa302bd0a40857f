package dev.slipway.todo.interpret;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Days, months and numbers as they are called in English: parts of patterns, each one group, and what they name. */
final class EnglishWords {
    static final String DAYS =
            "(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday|nsday)?|wensday|wendesday|thu(?:rs?(?:day)?)?|thrusday|fri(?:day)?|sat(?:urday|erday)?|sun(?:day)?)s?";
    static final String MONTHS = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
            + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    static final String NUMBER = "(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)";

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("a", 1),
            Map.entry("an", 1),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10));
    private static final List<String> MONTH_NAMES =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private EnglishWords() {}

    static DayOfWeek weekday(String word) {
        return switch (word.substring(0, 2).toLowerCase(Locale.ROOT)) {
            case "mo" -> DayOfWeek.MONDAY;
            case "tu" -> DayOfWeek.TUESDAY;
            case "we" -> DayOfWeek.WEDNESDAY;
            case "th" -> DayOfWeek.THURSDAY;
            case "fr" -> DayOfWeek.FRIDAY;
            case "sa" -> DayOfWeek.SATURDAY;
            default -> DayOfWeek.SUNDAY;
        };
    }

    /** 1 to 12. */
    static int month(String word) {
        return MONTH_NAMES.indexOf(word.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
    }

    static int number(String word) {
        Integer named = NUMBERS.get(word.toLowerCase(Locale.ROOT));
        return named == null ? Integer.parseInt(word) : named;
    }
}
