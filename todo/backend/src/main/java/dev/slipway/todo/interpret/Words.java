package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Lexicon.Sense;
import dev.slipway.todo.interpret.Lexicon.Unit;
import java.util.List;
import java.util.Set;

/** The words of a text, of which those that are understood are taken, so that what is left over is known. */
final class Words {
    private final String text;
    private final List<Token> tokens;
    private final boolean[] taken;

    Words(String text) {
        this.text = text;
        this.tokens = Token.of(text);
        this.taken = new boolean[tokens.size()];
    }

    int size() {
        return tokens.size();
    }

    /** Whether there is such a word here that nothing has been made of yet. */
    boolean has(int i) {
        return i >= 0 && i < tokens.size() && !taken[i];
    }

    Token at(int i) {
        return tokens.get(i);
    }

    String lower(int i) {
        return has(i) ? tokens.get(i).lower() : "";
    }

    boolean is(int i, Sense sense) {
        return has(i) && Lexicon.is(tokens.get(i).lower(), sense);
    }

    boolean is(int i, Token.Kind kind) {
        return has(i) && tokens.get(i).kind() == kind;
    }

    boolean any(int i, Set<String> words) {
        return has(i) && words.contains(tokens.get(i).lower());
    }

    boolean any(int i, String word) {
        return has(i) && tokens.get(i).lower().equals(word);
    }

    int value(int i, Sense sense) {
        return Lexicon.value(tokens.get(i).lower(), sense).orElseThrow();
    }

    /** No word, or none that is still left. */
    boolean ends(int i) {
        return !has(i);
    }

    boolean mark(int i) {
        return is(i, Token.Kind.MARK) && !any(i, "&") && !any(i, "@");
    }

    /** Whether nothing stands between this word and the one before it: "5pm". */
    boolean joined(int i) {
        return i > 0
                && i < tokens.size()
                && tokens.get(i - 1).end() == tokens.get(i).start();
    }

    void take(int from, int to) {
        for (int i = from; i < to; i++) {
            taken[i] = true;
        }
    }

    String said(int from, int to) {
        return from >= to
                ? ""
                : text.substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }

    /** A number with where it ends. */
    record Number(int value, int end) {}

    /** "7", "seven", "twenty one"; -1 as the end where there is none. */
    Number number(int i) {
        if (is(i, Token.Kind.NUMBER)) {
            String digits = tokens.get(i).text();
            return digits.length() > 6 ? new Number(0, -1) : new Number(Integer.parseInt(digits), i + 1);
        }
        if (!is(i, Sense.NUMBER)) {
            return new Number(0, -1);
        }
        int value = value(i, Sense.NUMBER);
        int next = any(i + 1, "-") && joined(i + 1) ? i + 2 : i + 1;
        if (value >= 20 && value < 60 && value % 10 == 0 && is(next, Sense.NUMBER)) {
            int ones = value(next, Sense.NUMBER);
            if (ones > 0 && ones < 10) {
                return new Number(value + ones, next + 1);
            }
        }
        return new Number(value, i + 1);
    }

    /** "3rd", "third", "twenty first"; also "last", which is -1. */
    Number ordinal(int i) {
        if (is(i, Token.Kind.NUMBER) && joined(i + 1) && any(i + 1, Set.of("st", "nd", "rd", "th"))) {
            return new Number(Integer.parseInt(cut(tokens.get(i).text())), i + 2);
        }
        if (is(i, Sense.NUMBER) && value(i, Sense.NUMBER) % 10 == 0 && value(i, Sense.NUMBER) >= 20) {
            int next = any(i + 1, "-") ? i + 2 : i + 1;
            if (is(next, Sense.ORDINAL) && value(next, Sense.ORDINAL) > 0 && value(next, Sense.ORDINAL) < 10) {
                return new Number(value(i, Sense.NUMBER) + value(next, Sense.ORDINAL), next + 1);
            }
        }
        return is(i, Sense.ORDINAL) ? new Number(value(i, Sense.ORDINAL), i + 1) : new Number(0, -1);
    }

    private static String cut(String digits) {
        return digits.length() > 4 ? "9999" : digits;
    }

    boolean unit(int i) {
        return is(i, Sense.UNIT);
    }

    Unit unitAt(int i) {
        return Unit.values()[value(i, Sense.UNIT)];
    }

    Unit oftenAt(int i) {
        return Unit.values()[value(i, Sense.OFTEN)];
    }

    /** A weekday by its full name, or by a short one where {@code shortToo}. */
    boolean weekday(int i, boolean shortToo) {
        return is(i, Sense.WEEKDAY) || (shortToo && is(i, Sense.SHORT_WEEKDAY));
    }

    int weekdayAt(int i) {
        return Lexicon.value(tokens.get(i).lower(), Sense.WEEKDAY).orElseGet(() -> value(i, Sense.SHORT_WEEKDAY));
    }

    /** Whether a word says something of dates, so that what stands beside it may belong to a date, too. */
    boolean ofTime(int i) {
        return has(i)
                && (is(i, Sense.WEEKDAY)
                        || is(i, Sense.SHORT_WEEKDAY)
                        || is(i, Sense.TODAY)
                        || is(i, Sense.TOMORROW)
                        || is(i, Sense.TONIGHT)
                        || is(i, Sense.EVERY)
                        || is(i, Sense.OFTEN)
                        || is(i, Sense.NEXT)
                        || is(i, Sense.PART)
                        || is(i, Sense.LEAD)
                        || is(i, Sense.UNTIL)
                        || is(i, Sense.FROM)
                        || is(i, Sense.HALF_OF_DAY)
                        || at(i).kind() == Token.Kind.CLOCK
                        || at(i).kind() == Token.Kind.DATE
                        || at(i).kind() == Token.Kind.ISO);
    }

    /** Whether somebody is to be woken, which happens in the morning. */
    boolean wakes() {
        return tokens.stream().anyMatch(token -> token.lower().equals("wake"));
    }

    /** What is left, as it was written. */
    String rest() {
        StringBuilder rest = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            if (taken[i]) {
                continue;
            }
            boolean joined = i > 0 && tokens.get(i - 1).end() == tokens.get(i).start() && !taken[i - 1];
            if (!rest.isEmpty() && !joined) {
                rest.append(' ');
            }
            rest.append(tokens.get(i).text());
        }
        return rest.toString();
    }
}
