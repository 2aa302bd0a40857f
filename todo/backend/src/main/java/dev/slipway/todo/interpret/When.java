package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Lexicon.Sense;
import dev.slipway.todo.interpret.Lexicon.Unit;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;

/** Dates, times and rhythms, in English and in Urdu: one grammar over what {@link Lexicon} says of the words. */
final class When {
    private static final Set<String> LEADS = Set.of("in", "this", "early", "during", "the", "at", "for");
    private static final Set<String> BEGINNINGS =
            Set.of("in", "on", "at", "by", "every", "next", "this", "each", "after");

    /** Names of months that are no names of persons and no other words. */
    private static final Set<String> MONTHS =
            Set.of("january", "february", "july", "september", "october", "november", "december");

    private When() {}

    /** Each step takes its words out of the text; what they mean may depend on the steps before. */
    static Moment read(String text, Now now) {
        Words words = new Words(text);
        Said said = new Said();
        new Rhythm(words, said, now).take();
        new Clock(words, said).take();
        new Days(words, said, now).take();
        if (said.repeats()) {
            new Rhythm(words, said, now).takeEnd();
        }
        partOfDay(words, said);
        if (said.part >= 12) {
            said.afterNoon();
        }
        if (said.part == 0 && words.wakes()) {
            said.inTheMorning();
        }
        said.begin(now);
        return new Moment(
                Optional.ofNullable(said.day),
                Optional.ofNullable(said.time),
                said.rule(now),
                Optional.ofNullable(said.impossible),
                words.rest());
    }

    /** A part of the day, once it is known that this is about when: "evening" may be part of a title. */
    private static void partOfDay(Words words, Said said) {
        if (said.day == null && said.every == null && !saidNow(words)) {
            return;
        }
        for (int i = 0; i < words.size(); i++) {
            if (!words.is(i, Sense.PART)) {
                continue;
            }
            int start = i;
            while (words.any(start - 1, LEADS)) {
                start--;
            }
            int end = i + 1;
            while (Text.isUrdu(words.lower(i)) && words.any(end, Set.of("کو", "میں", "تک", "کے", "وقت"))) {
                end++;
            }
            boolean free = !words.has(i - 1) || !words.has(end) || start < i || Text.isUrdu(words.lower(i));
            int part = words.value(i, Sense.PART);
            boolean adjective = adjective(words, start, i);
            if (said.time == null && !adjective) {
                said.time = LocalTime.of(part, 0);
            } else if (said.time == null || !free) {
                continue;
            } else if (part < 12) {
                said.inTheMorning();
            } else {
                said.afterNoon();
            }
            if (!adjective) {
                words.take(start, end);
            }
            return;
        }
    }

    /** "The night shift": the part of the day belongs to what is to be done. */
    private static boolean adjective(Words words, int start, int i) {
        return !Text.isUrdu(words.lower(i))
                && words.is(i + 1, Token.Kind.WORD)
                && !words.ofTime(i + 1)
                && !words.any(i + 1, Set.of("to", "and", "please", "that", "i", "so", "with", "then"))
                && (i == 0 || (start < i && words.any(start, Set.of("the", "for"))));
    }

    /** "A 5 minute meditation": the unit says of what kind it is. */
    private static boolean kind(Words words, int unit) {
        return words.any(unit, Set.of("minute", "hour", "day", "week", "month"))
                && words.is(unit + 1, Token.Kind.WORD)
                && !words.ofTime(unit + 1);
    }

    /** "In the evening", "شام کو". */
    private static boolean saidNow(Words words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.is(i, Sense.PART)
                    && ((words.any(i - 1, "the") && words.any(i - 2, Set.of("in", "for")))
                            || words.any(i - 1, "this")
                            || (Text.isUrdu(words.lower(i)) && words.any(i + 1, Set.of("کو", "میں", "تک"))))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text is nothing but a date or time, perhaps with a comma. */
    static boolean only(String text, Now now) {
        Moment moment = read(text, now);
        return !moment.nothing() && moment.rest().isBlank();
    }

    /** Whether a text begins like a date or time. */
    static boolean begins(String text) {
        Words words = new Words(text);
        return text.length() <= 70
                && (words.any(0, BEGINNINGS)
                        || words.is(0, Sense.TOMORROW)
                        || words.is(0, Sense.TODAY)
                        || words.is(0, Sense.TONIGHT)
                        || words.is(0, Token.Kind.NUMBER)
                        || words.is(0, Token.Kind.CLOCK));
    }

    /** A word that speaks of dates or rhythms and was not understood as one; empty where there is none. */
    static Optional<String> leftOver(String title, boolean dateless) {
        Words words = new Words(title);
        for (int i = 0; i < words.size(); i++) {
            boolean number = words.is(i, Token.Kind.NUMBER);
            boolean hour = number && (words.is(i + 1, Sense.HALF_OF_DAY) || words.is(i + 1, Sense.OCLOCK));
            boolean counted = words.number(i).end() > 0
                    && words.unit(words.number(i).end())
                    && (words.any(words.number(i).end() + 1, Set.of("from", "later", "ago"))
                            || words.any(i - 1, "every"));
            boolean every = words.is(i, Sense.EVERY)
                    && (words.unit(i + 1)
                            || words.weekday(i + 1, true)
                            || words.number(i + 1).end() > 0
                            || words.ordinal(i + 1).end() > 0
                            || words.ends(i + 1));
            boolean times = words.any(i, Set.of("twice", "thrice"))
                    || (words.any(i, "once") && words.any(i + 1, Set.of("a", "per", "every", "each")));
            boolean nTimes = words.number(i).end() > 0
                    && words.any(words.number(i).end(), "times")
                    && words.any(words.number(i).end() + 1, Set.of("a", "per"));
            boolean end = words.is(i, Sense.UNTIL) && (words.ofTime(i + 1) || words.is(i + 1, Sense.MONTH));
            boolean at = words.any(i, "at") && words.number(i + 1).end() > 0;
            boolean hundred =
                    words.number(i).end() > 0 && words.any(words.number(i).end(), "hundred");
            boolean urduEvery = words.any(i, "ہر");
            boolean before = words.number(i).end() > 0
                    && (words.unit(words.number(i).end())
                            || words.any(words.number(i).end(), Set.of("second", "seconds", "secs")))
                    && (words.any(
                                    words.number(i).end() + 1,
                                    Set.of("before", "prior", "ahead", "earlier", "beforehand"))
                            || words.any(words.number(i).end(), Set.of("second", "seconds", "secs"))
                            || words.any(i - 1, Set.of("in", "for", "within"))
                            || (words.unit(words.number(i).end())
                                    && words.unitAt(words.number(i).end()) == Unit.MINUTE
                                    && !kind(words, words.number(i).end())));
            boolean weekday =
                    (dateless || words.any(i - 1, "on")) && words.is(i, Sense.WEEKDAY) && !Text.isUrdu(words.lower(i));
            boolean day = (words.is(i, Sense.TOMORROW) || words.is(i, Sense.TODAY) || words.is(i, Sense.TONIGHT))
                    && !Text.isUrdu(words.lower(i));
            boolean span = words.any(i, Set.of("from", "between", "until", "till", "til"))
                    && (words.number(i + 1).end() > 0 || words.is(i + 1, Token.Kind.CLOCK));
            boolean clock = words.any(i, "o") && words.any(i + 1, "clock")
                    || (words.is(i, Token.Kind.CLOCK)
                            && words.any(i - 1, Set.of("to", "and", "until", "till", "for", "at")));
            if (hour
                    || before
                    || weekday
                    || day
                    || span
                    || clock
                    || (words.any(i, "and") && words.is(i + 1, Sense.NOON))
                    || (words.any(i, "of")
                            && words.any(i + 1, Set.of("the", "this", "next", "each"))
                            && words.unit(i + 2)
                            && words.unitAt(i + 2).ordinal() >= Unit.DAY.ordinal()
                            && words.weekday(i - 1, false))
                    || (i == 0 && words.is(i, Sense.NUMBER) && words.any(i + 1, Set.of("thirty", "fifteen", "oh")))
                    || (words.any(i, "next") && words.any(i + 1, "available"))
                    || (dateless
                            && words.any(i, "of")
                            && words.is(i + 1, Sense.MONTH)
                            && words.any(i - 1, Set.of("week", "day", "weekend", "end", "month")))
                    || counted
                    || every
                    || times
                    || nTimes
                    || end
                    || urduEvery
                    || at
                    || hundred
                    || (dateless && words.any(i, MONTHS))) {
                return Optional.of(words.said(i, Math.min(words.size(), i + 3)));
            }
        }
        return Optional.empty();
    }
}
