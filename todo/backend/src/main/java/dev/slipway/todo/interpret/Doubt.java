package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Lexicon.Sense;
import java.util.List;
import java.util.Set;

/**
 * Whether a new title still holds what says when: a day that was not understood, or one that belongs to the name of something. Neither
 * is decided without the person. What stands in quotation marks is never looked into.
 */
final class Doubt {
    private static final Set<String> DETERMINERS = Set.of("the", "a", "an", "my", "our", "your", "his", "her", "their");
    private static final Set<String> BEFORE_A_MONTH =
            Set.of("of", "in", "by", "until", "till", "from", "before", "after", "early", "late", "mid", "since", "on");
    private static final List<String> MISSPELT = List.of(
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "tomorrow",
            "today",
            "tonight",
            "january",
            "february",
            "september",
            "october",
            "november",
            "december");

    /** What is done to something: alone it is no task. */
    private static final Set<String> VERBS = Set.of(
            "watch",
            "read",
            "buy",
            "see",
            "send",
            "get",
            "visit",
            "write",
            "book",
            "make",
            "take",
            "bring",
            "listen",
            "finish",
            "complete",
            "prepare",
            "order",
            "play",
            "do",
            "add",
            "check",
            "review",
            "attend",
            "plan",
            "set",
            "sell",
            "find",
            "give",
            "meet");

    /** What a sentence goes on with, behind a date that stands for itself. */
    private static final Set<String> BEHIND = Set.of(
            "to",
            "about",
            "with",
            "for",
            "and",
            "at",
            "in",
            "on",
            "from",
            "that",
            "because",
            "so",
            "by",
            "please",
            "as",
            "of",
            "regarding",
            "re",
            "or",
            "then");

    /** What says that the unit of time behind it is a date. */
    private static final Set<String> WHEN = Set.of(
            "on",
            "by",
            "before",
            "until",
            "till",
            "after",
            "in",
            "during",
            "within",
            "next",
            "last",
            "this",
            "coming",
            "past",
            "every",
            "each",
            "early",
            "late",
            "mid",
            "end",
            "working",
            "business",
            "following",
            "first",
            "other");

    private Doubt() {}

    /** @param dated whether a date was taken out of the text beside it */
    static boolean of(String title, boolean dated) {
        Words words = new Words(title);
        if (dated && words.size() == 1 && words.any(0, VERBS)) {
            return true;
        }
        for (int i = 0; i < words.size(); i++) {
            // "The 9:15 show", "the Friday report": part of what it is.
            boolean part = words.any(i - 1, DETERMINERS) && words.is(i + 1, Token.Kind.WORD) && !words.ofTime(i + 1);
            if (own(words, i) || spelled(words, i) || (dated && more(words, i))) {
                return true;
            }
            if (!part
                    && (day(words, i) || clock(words, i) || (dated && period(words, i)) || misspelt(words.lower(i)))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a date was taken out of the midst of a title, so that it may be a part of it: "Friday Night Lights". Where the
     * sentence goes on with a preposition, it stands for itself.
     */
    static boolean split(String text, String rest) {
        List<Token> all = Token.of(text);
        List<Token> left = Token.of(rest);
        int next = 0;
        boolean taken = false;
        int start = -1;
        for (int i = 0; i < all.size(); i++) {
            if (next < left.size() && all.get(i).text().equals(left.get(next).text())) {
                boolean before = start > 0 && next > 0 && all.get(start - 1).kind() == Token.Kind.WORD;
                if (taken
                        && before
                        && all.get(i).kind() == Token.Kind.WORD
                        && !BEHIND.contains(all.get(i).lower())) {
                    return true;
                }
                taken = false;
                next++;
            } else {
                start = taken ? start : i;
                taken = true;
            }
        }
        return false;
    }

    private static boolean day(Words words, int i) {
        boolean brief = words.is(i, Sense.SHORT_WEEKDAY)
                && (!words.any(i, Set.of("sun", "sat", "wed", "mon"))
                        || words.ends(i + 1)
                        || words.ofTime(i + 1)
                        || words.is(i + 1, Token.Kind.NUMBER));
        boolean month = words.is(i, Sense.MONTH)
                && (words.any(i - 1, BEFORE_A_MONTH)
                        || words.is(i - 1, Token.Kind.NUMBER)
                        || words.is(i + 1, Token.Kind.NUMBER));
        return words.is(i, Sense.WEEKDAY)
                || brief
                || month
                || words.is(i, Sense.TODAY)
                || words.is(i, Sense.TOMORROW)
                || words.is(i, Sense.TONIGHT)
                || words.any(
                                i,
                                Set.of(
                                        "yesterday",
                                        "eve",
                                        "easter",
                                        "christmas",
                                        "xmas",
                                        "ramadan",
                                        "eid",
                                        "diwali",
                                        "halloween",
                                        "thanksgiving"))
                        && i > 0
                || words.is(i, Token.Kind.ISO)
                || (words.is(i, Token.Kind.DATE) && words.ends(i + 1))
                || (words.any(i, "day") && words.is(i + 1, Token.Kind.NUMBER));
    }

    private static boolean clock(Words words, int i) {
        boolean hour = words.is(i, Token.Kind.NUMBER)
                && (words.is(i + 1, Sense.HALF_OF_DAY)
                        || words.is(i + 1, Sense.OCLOCK)
                        || (words.any(i + 1, "h") && words.joined(i + 1)));
        return hour || words.is(i, Token.Kind.CLOCK);
    }

    /** A unit of time behind a word of when, and no number: "on the last working day of the month", "on Valentine's day". */
    private static boolean spelled(Words words, int i) {
        if (!words.is(i, Sense.UNIT) || words.any(i, Set.of("min", "h", "second", "quarter"))) {
            return false;
        }
        for (int j = Math.max(0, i - 4); j < i; j++) {
            if (words.any(j, WHEN)) {
                return true;
            }
        }
        return false;
    }

    /** "In the morning and at night", of which one was understood. */
    private static boolean more(Words words, int i) {
        return words.is(i, Sense.PART) && words.any(i - 1, Set.of("and", "or", ",", "&", "then"));
    }

    /** Words of the assistant's own: "a task to water the lawn" is to be called "Water the lawn". */
    private static boolean own(Words words, int i) {
        return (i == 0 || i == 1 && words.any(0, DETERMINERS))
                && words.any(i, Set.of("task", "tasks", "todo", "todos", "to-do", "subtask", "subtasks"));
    }

    /** "Dinner week", where Friday was taken out of "on Friday week"; "the last of December". */
    private static boolean period(Words words, int i) {
        return words.is(i, Sense.UNIT)
                        && words.ends(i + 1)
                        && !words.any(i - 1, Set.of("the", "my", "our", "your", "his", "her", "their"))
                        && i > 0
                        && !words.is(i - 1, Token.Kind.NUMBER)
                || (words.is(i, Sense.ORDINAL) && words.any(i + 1, "of"))
                || words.any(i, Set.of("and", "or", "until", "from")) && words.ends(i + 1);
    }

    private static boolean misspelt(String word) {
        return word.length() >= 5
                && !MISSPELT.contains(word)
                && MISSPELT.stream().anyMatch(known -> Named.similar(word, known));
    }
}
