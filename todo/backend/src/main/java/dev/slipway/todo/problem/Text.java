package dev.slipway.todo.problem;

import java.util.Optional;

/** Text as people send it. */
public final class Text {
    private Text() {}

    /** Why the text cannot be kept; empty where it can. Postgres stores no NUL, and a half of a surrogate pair is no character. */
    public static Optional<String> unstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return Optional.of("contains the character U+0000");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return Optional.of("contains half of a character (an unpaired surrogate)");
            }
        }
        return Optional.empty();
    }

    /** Length as people count it: code points, as the database does. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
