package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms in which texts are compared and kept. */
final class Text {
    private static final Pattern ARABIC = Pattern.compile("\\p{IsArabic}");

    private static final Pattern DOTTED_DATE = Pattern.compile(".*(?<![\\d.])\\d{1,2}\\.\\d{1,2}\\.");

    private Text() {}

    static boolean isUrdu(String text) {
        return ARABIC.matcher(text).find();
    }

    static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** One space between words, plain quotation marks and digits, one form of each Urdu letter; no mark at the end. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (int i = 0; i < composed.length(); ) {
            int c = composed.codePointAt(i);
            i += Character.charCount(c);
            plain.appendCodePoint(plain(c));
        }
        String spaced = plain.toString().replaceAll("\\s+", " ").strip();
        return withoutEnd(spaced, " .!?؟۔") + (DOTTED_DATE.matcher(spaced).matches() ? "." : "");
    }

    private static int plain(int c) {
        return switch (c) {
            case '’', '‘', '`' -> '\'';
            case '“', '”', '«', '»', '„' -> '"';
            case 'ي', 'ى' -> 'ی';
            case 'ك' -> 'ک';
            case 'ه' -> 'ہ';
            default ->
                switch (Character.getType(c)) {
                    // Private characters stand for quotations in a Scan; half a surrogate pair is no character at all.
                    case Character.PRIVATE_USE, Character.SURROGATE, Character.CONTROL, Character.SPACE_SEPARATOR ->
                        ' ';
                    // The joiner of emoji stays; marks of direction and the other joiner say nothing.
                    case Character.FORMAT -> c == 0x200d ? c : ' ';
                    case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(c, 10);
                    default -> c;
                };
        };
    }

    static String withoutEnd(String text, String marks) {
        int end = text.length();
        while (end > 0 && marks.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Without the marks at its end; the dot of "24.12." stays. */
    static String withoutMarks(String text) {
        String bare = withoutEnd(text, " .!?,;؟۔،");
        return DOTTED_DATE.matcher(text).matches() ? bare + "." : bare;
    }

    private static String withoutStart(String text, String marks) {
        int start = 0;
        while (start < text.length() && marks.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.substring(start);
    }

    /** Without the quotation marks that stand around all of it; an apostrophe inside is no mark. */
    static String unquoted(String text) {
        String plain = text.strip();
        int last = plain.length() - 1;
        if (last < 1 || plain.charAt(0) != plain.charAt(last) || "'\"".indexOf(plain.charAt(0)) < 0) {
            return plain;
        }
        for (int i = 1; i < last; i++) {
            boolean apostrophe = Character.isLetter(plain.charAt(i - 1)) && Character.isLetter(plain.charAt(i + 1));
            if (plain.charAt(i) == plain.charAt(0) && !apostrophe) {
                return plain;
            }
        }
        return plain.substring(1, last).strip();
    }

    /** As a task is called: without quotation marks around it, a capital first, no longer than a title may be. */
    static String title(String text) {
        String plain = cut(unquoted(withoutEnd(withoutStart(text.strip(), " ,;:،-"), " ,;:،.-")), Task.LONGEST_TITLE);
        if (plain.isEmpty()) {
            return plain;
        }
        int first = plain.offsetByCodePoints(0, 1);
        return plain.substring(0, first).toUpperCase(Locale.ROOT) + plain.substring(first);
    }

    /** @param most code points */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) > most
                ? text.substring(0, text.offsetByCodePoints(0, most)).strip()
                : text;
    }

    /** For answers: what somebody wrote, not too much of it. */
    static String shortened(String text) {
        return text.codePointCount(0, text.length()) > 80
                ? text.substring(0, text.offsetByCodePoints(0, 79)) + "…"
                : text;
    }
}
