package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms in which texts are compared and kept. */
final class Text {
    private static final Pattern ARABIC = Pattern.compile("\\p{IsArabic}");
    private static final Pattern QUOTED = Pattern.compile("^['\"“‘«](.+)['\"”’»]$", Pattern.DOTALL);

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
        for (char c : Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray()) {
            plain.append(switch (c) {
                case '’', '‘', '`' -> '\'';
                case '“', '”', '«', '»' -> '"';
                case 'ي', 'ى' -> 'ی';
                case 'ك' -> 'ک';
                case '\u200c', '\u200d', '\u200e', '\u200f' -> ' ';
                default -> {
                    int digit = c > 0x7f ? Character.digit(c, 10) : -1;
                    yield digit >= 0 ? (char) ('0' + digit) : c;
                }
            });
        }
        return plain.toString().strip().replaceAll("\\s+", " ").replaceAll("[\\s.!?؟۔]+$", "");
    }

    /** As a task is called: without quotation marks around it, a capital first, no longer than a title may be. */
    static String title(String text) {
        String plain = text.strip().replaceAll("^[\\s,;:،.-]+|[\\s,;:،.-]+$", "");
        var quoted = QUOTED.matcher(plain);
        if (quoted.matches()) {
            plain = quoted.group(1).strip();
        }
        if (plain.codePointCount(0, plain.length()) > Task.LONGEST_TITLE) {
            plain = plain.substring(0, plain.offsetByCodePoints(0, Task.LONGEST_TITLE)).strip();
        }
        if (plain.isEmpty()) {
            return plain;
        }
        int first = plain.offsetByCodePoints(0, 1);
        return plain.substring(0, first).toUpperCase(Locale.ROOT) + plain.substring(first);
    }

    /** For answers: what somebody wrote, not too much of it. */
    static String shortened(String text) {
        return text.codePointCount(0, text.length()) > 80
                ? text.substring(0, text.offsetByCodePoints(0, 79)) + "…"
                : text;
    }
}
