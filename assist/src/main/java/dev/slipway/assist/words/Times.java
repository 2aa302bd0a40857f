package dev.slipway.assist.words;

import java.util.List;
import java.util.Optional;

/** Converts schedules in words to cron's five fields. */
public final class Times {
    private static final List<String> DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final int NOON = 12;

    private Times() {}

    /** The schedule in a text, if it has one. */
    public static Optional<String> schedule(Phrase phrase) {
        for (String quoted : phrase.quoted()) {
            if (quoted.matches("(?:[*\\d/,-]+|\\w{3}) (?:[*\\d/,-]+ ){2}[*\\w/,-]+ [*\\w/,-]+")) {
                return Optional.of(quoted);
            }
        }
        Optional<String> plain = phrase.value("(?:^| )((?:[*\\d/-]+ ){4}[*\\w/-]+)(?= |$)");
        if (plain.isPresent()) {
            return plain;
        }
        Optional<String> macro = phrase.value("(@(?:hourly|daily|weekly|monthly|yearly|midnight))\\b");
        if (macro.isPresent()) {
            return macro;
        }
        Optional<Integer> minutes = phrase.number("every <int> min(?:ute)?s?");
        if (minutes.isPresent()) {
            return minutes.map(n -> n == 1 ? "* * * * *" : "*/" + n + " * * * *");
        }
        Optional<Integer> hours = phrase.number("every <int> h(?:ou)?rs?");
        if (hours.isPresent()) {
            return hours.map(n -> n == 1 ? "0 * * * *" : "0 */" + n + " * * *");
        }
        if (phrase.says("\\b(?:every|each|once a|per) minute\\b|minutely")) {
            return Optional.of("* * * * *");
        }
        if (phrase.says("\\b(?:every|each|once an?|on the) hour\\b|\\bhourly\\b")) {
            return Optional.of("0 * * * *");
        }
        for (int day = 0; day < DAYS.size(); day++) {
            if (phrase.says("(?:every|each|on|weekly on) " + DAYS.get(day) + "s?\\b")) {
                return Optional.of(time(phrase) + " * * " + day);
            }
        }
        if (phrase.says("\\b(?:every|each) (?:weekday|working day|business day)|on weekdays|weekdays")) {
            return Optional.of(time(phrase) + " * * 1-5");
        }
        if (phrase.says("\\b(?:every|once a) week\\b|\\bweekly\\b")) {
            return Optional.of(time(phrase) + " * * 0");
        }
        if (phrase.says("\\b(?:every|once a) month\\b|\\bmonthly\\b")) {
            return Optional.of(time(phrase) + " 1 * *");
        }
        if (phrase.says(
                "\\b(?:every|each|once a) (?:day|night|morning|evening)\\b|\\bdaily\\b|\\bnightly\\b|every midnight|at"
                        + " midnight|at \\d+(?::\\d+)? ?(?:am|pm) (?:every|each) day")) {
            return Optional.of(time(phrase) + " * * *");
        }
        return Optional.empty();
    }

    /** Minute and hour; midnight if the text has none. */
    private static String time(Phrase phrase) {
        List<List<String>> rows = phrase.rows("\\bat (\\d{1,2})(?::(\\d{2}))? ?(am|pm|o'?clock|utc)?\\b");
        if (rows.isEmpty()) {
            return phrase.says("\\bnoon\\b") ? "0 12" : "0 0";
        }
        List<String> row = rows.getFirst();
        int hour = Integer.parseInt(row.get(0));
        int minute = row.get(1).isEmpty() ? 0 : Integer.parseInt(row.get(1));
        if (row.get(2).equalsIgnoreCase("pm") && hour < NOON) {
            hour += NOON;
        }
        if (row.get(2).equalsIgnoreCase("am") && hour == NOON) {
            hour = 0;
        }
        return minute + " " + hour;
    }
}
