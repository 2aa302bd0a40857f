package dev.slipway.todo.interpret;

import java.util.regex.Pattern;

/** Dates, times and recurrences in English. */
final class EnglishWhen {
    private static final Pattern BEGINS =
            Text.pattern("(?:(?:in|on|at|by|every|next|this|tomorrow|tom+or+ow|tmrw|today|tonight|\\d)\\b).{0,60}");

    private EnglishWhen() {}

    /** Each step takes its words out of the text; what they mean may depend on the steps before. */
    static Moment read(String text, Now now) {
        Scan scan = new Scan(text);
        Spoken said = EnglishRecurrence.take(Spoken.NOTHING, scan, now);
        said = EnglishClock.take(said, scan, now);
        said = EnglishDay.take(said, scan, now);
        said = EnglishClock.partOfDay(said, scan, now);
        return EnglishRecurrence.begun(said, now).rest(scan.rest());
    }

    /** Whether a text begins like a date or time. */
    static boolean begins(String text) {
        return BEGINS.matcher(text).matches();
    }
}
