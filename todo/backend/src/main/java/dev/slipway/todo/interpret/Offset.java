package dev.slipway.todo.interpret;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * "Half an hour before 5pm", "a day before my flight on Friday", "two hours in advance": a time that is said by its distance to another.
 *
 * @param when with what is left of the words as its rest
 * @param remindAt when to remind, where that is not when it is due
 * @param unknown the words, where it is not said when the other time is
 */
record Offset(Moment when, Optional<Instant> remindAt, Optional<String> unknown) {
    private static final String NUMBER = "(an?|the|half"
            + " an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|forty"
            + " five|fifty|ninety|twenty four|forty eight|a couple of|a few|\\d{1,3})";
    private static final Pattern FORM = Text.pattern("(?:^|(?<= ))(?:(?:about|at least|around) )?" + NUMBER
            + "[ -](minute|min|hour|hr|day|night|week|month)s?(?: time)? (before|prior to|prior of|prior|ahead"
            + " of|in advance of|in advance|ahead|earlier than|earlier|beforehand)\\b ?");
    private static final Pattern BEFORE_ANYTHING =
            Text.pattern("\\b(?:minute|min|hour|hr|day|night|week|month)s? (?:before|prior|in advance|ahead of)\\b");
    private static final Pattern THAT =
            Text.pattern("^(?:(?:it|that|this|then|they|the (?:event|meeting|appointment|time|date|day)|its)(?:"
                    + " (?:is|are|will|'s|begins?|starts?|happens?|due|supposed|to|happen|start|begin|take place))*|the"
                    + " (?:due )?(?:date|time)|(?:begins?|starts?))$");
    private static final Pattern DETERMINER = Text.pattern("^(?:the|my|our|his|her|their) (?=\\p{L})");
    private static final Pattern LEAD = Text.pattern("^(?:me|us|about|of|to|that|for)\\b ?");

    /** Empty where nothing is said so. */
    static Optional<Offset> of(String text, Now now) {
        Matcher m = FORM.matcher(text);
        if (!m.find()) {
            return BEFORE_ANYTHING.matcher(text).find() ? Optional.of(unknown(text.strip())) : Optional.empty();
        }
        String head = LEAD.matcher(text.substring(0, m.start()).strip()).replaceFirst("");
        String tail = text.substring(m.end()).strip();
        String said = text.substring(m.start()).strip();
        Moment then = When.read(tail, now);
        Optional<ZonedDateTime> at = moment(then, now);
        boolean alone = DETERMINER.matcher(then.rest().strip()).replaceFirst("").isBlank();
        if (at.isPresent() && then.rule().isEmpty() && (alone || !head.isBlank())) {
            ZonedDateTime due = minus(at.get(), m);
            return Optional.of(new Offset(at(due, then, m, head), Optional.empty(), Optional.empty()));
        }
        boolean pointing = tail.isEmpty() || THAT.matcher(tail).matches();
        Moment whole = When.read(pointing ? head : tail, now);
        Optional<ZonedDateTime> event = moment(whole, now);
        if (event.isEmpty() || whole.rule().isPresent() || whole.rest().isBlank()) {
            return Optional.of(unknown(said));
        }
        Moment due = new Moment(
                whole.day(),
                whole.time(),
                whole.rule(),
                whole.impossible(),
                DETERMINER.matcher(whole.rest().strip()).replaceFirst(""));
        return Optional.of(new Offset(due, Optional.of(minus(event.get(), m).toInstant()), Optional.empty()));
    }

    private static Offset unknown(String words) {
        return new Offset(
                new Moment(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), ""),
                Optional.empty(),
                Optional.of(words));
    }

    /** A whole day is meant at nine in the morning. */
    private static Optional<ZonedDateTime> moment(Moment when, Now now) {
        return when.due(now)
                .map(due -> due.allDay()
                        ? due.at().atZone(now.zone()).with(LocalTime.of(9, 0))
                        : due.at().atZone(now.zone()));
    }

    private static Moment at(ZonedDateTime due, Moment then, Matcher m, String title) {
        boolean hours = unit(m).isTimeBased() || then.time().isPresent();
        return new Moment(
                Optional.of(due.toLocalDate()),
                hours ? Optional.of(due.toLocalTime()) : Optional.empty(),
                Optional.empty(),
                then.impossible(),
                title.isBlank() ? then.rest() : title);
    }

    private static ZonedDateTime minus(ZonedDateTime at, Matcher m) {
        String number = m.group(1).toLowerCase(Locale.ROOT);
        ChronoUnit unit = unit(m);
        if (number.equals("half an")) {
            return at.minusMinutes(unit == ChronoUnit.HOURS ? 30 : 0);
        }
        int n = switch (number) {
            case "a", "an", "the" -> 1;
            case "a couple of" -> 2;
            case "a few" -> 3;
            default -> new Words(number).number(0).value();
        };
        return at.minus(n, unit);
    }

    private static ChronoUnit unit(Matcher m) {
        return switch (m.group(2).toLowerCase(Locale.ROOT)) {
            case "minute", "min" -> ChronoUnit.MINUTES;
            case "hour", "hr" -> ChronoUnit.HOURS;
            case "week" -> ChronoUnit.WEEKS;
            case "month" -> ChronoUnit.MONTHS;
            default -> ChronoUnit.DAYS;
        };
    }
}
