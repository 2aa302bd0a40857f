package dev.slipway.todo.interpret;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word, a number or a mark of a text.
 *
 * @param lower in lower case; for a quotation empty, as it is never looked into
 * @param start where it begins in the text; @param end where it ends
 */
record Token(Kind kind, String text, String lower, int start, int end) {
    enum Kind {
        QUOTE,
        ISO,
        /** "1/12", "24.12." or "3-4-2027". */
        DATE,
        CLOCK,
        NUMBER,
        WORD,
        TAG,
        MARK
    }

    private static final Pattern FORMS =
            Pattern.compile("(?<quote>\"[^\"]+\"|(?<![\\p{L}\\p{N}])'[^']{2,}'(?![\\p{L}]))"
                    + "|(?<iso>(?<![\\p{L}\\d/.-])\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2})?)?(?![\\d-]))"
                    + "|(?<date>(?<![\\p{L}\\d/.-])(?:\\d{1,2}([/.-])\\d{1,2}\\4(?:\\d{4}|\\d{2})(?![\\d/.-])|\\d{1,2}/\\d{1,2}(?![\\d/])|\\d{1,2}\\.\\d{1,2}\\.(?!\\d)))"
                    + "|(?<clock>(?<![\\p{L}\\d:.])\\d{1,2}[:.]\\d{2}(?![\\d:]))"
                    + "|(?<number>\\d+)"
                    + "|(?<tag>#[\\p{L}\\p{N}_-]+)"
                    + "|(?<word>[ap]\\.\\s?m\\.?(?![\\p{L}])|[\\p{L}\\p{M}](?:[\\p{L}\\p{M}]|['_-](?=[\\p{L}\\p{M}]))*)"
                    + "|(?<mark>\\S)");

    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher m = FORMS.matcher(text);
        while (m.find()) {
            Kind kind = m.group("quote") != null
                    ? Kind.QUOTE
                    : m.group("iso") != null
                            ? Kind.ISO
                            : m.group("date") != null
                                    ? Kind.DATE
                                    : m.group("clock") != null
                                            ? Kind.CLOCK
                                            : m.group("number") != null
                                                    ? Kind.NUMBER
                                                    : m.group("tag") != null
                                                            ? Kind.TAG
                                                            : m.group("word") != null ? Kind.WORD : Kind.MARK;
            String lower = kind == Kind.QUOTE ? "" : m.group().toLowerCase(Locale.ROOT);
            tokens.add(new Token(kind, m.group(), lower, m.start(), m.end()));
        }
        return List.copyOf(tokens);
    }
}
