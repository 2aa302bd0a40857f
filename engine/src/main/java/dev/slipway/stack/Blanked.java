package dev.slipway.stack;

/**
 * Code in which a lexer replaces everything that is no code by blanks. Every offset and every line stays where it was.
 * So a pattern finds code that runs, and nothing in a comment.
 */
public abstract class Blanked {
    protected final String text;
    private final StringBuilder code;

    protected Blanked(String text) {
        this.text = text;
        this.code = new StringBuilder(text);
    }

    /** Reads the token at an offset and returns the offset behind it, which may be behind the text's end. */
    protected abstract int next(int at);

    /** Reads the text from an offset to its end. */
    protected final String read(int from) {
        for (int at = from; at < text.length(); ) {
            at = next(at);
        }
        return code.toString();
    }

    /** Writes blanks, keeps line ends, and returns the offset behind them. */
    protected final int blank(int from, int to) {
        for (int at = from; at < Math.min(to, text.length()); at++) {
            if (text.charAt(at) != '\n') {
                code.setCharAt(at, ' ');
            }
        }
        return to;
    }

    /** The offset at which the line ends: its line break, or the text's end. */
    protected final int line(int at) {
        return found(text.indexOf('\n', at));
    }

    /** The offset that a search found; the text's end if it found none. */
    protected final int found(int offset) {
        return offset < 0 ? text.length() : offset;
    }

    /** The offset behind a string of one line, in which a backslash escapes the next character. */
    protected final int string(int at) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != text.charAt(at) && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }
}
