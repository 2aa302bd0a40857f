package dev.slipway.stack;

/**
 * A text of code in which a lexer puts blanks in the place of what is no code: every offset and every line is where it was, so
 * that a pattern finds what runs, and nothing that is only told.
 */
public abstract class Blanked {
    protected final String text;
    private final StringBuilder code;

    protected Blanked(String text) {
        this.text = text;
        this.code = new StringBuilder(text);
    }

    /** Reads what begins at an offset and returns the offset behind it, which may be behind the text's end. */
    protected abstract int next(int at);

    /** The whole text from an offset on, read once. */
    protected final String read(int from) {
        for (int at = from; at < text.length(); ) {
            at = next(at);
        }
        return code.toString();
    }

    /** Puts blanks where no line ends, and returns the offset behind them. */
    protected final int blank(int from, int to) {
        for (int at = from; at < Math.min(to, text.length()); at++) {
            if (text.charAt(at) != '\n') {
                code.setCharAt(at, ' ');
            }
        }
        return to;
    }

    /** Where the line ends, which is its break or the text's end. */
    protected final int line(int at) {
        return found(text.indexOf('\n', at));
    }

    /** The offset that a search found, and the text's end where it found none. */
    protected final int found(int offset) {
        return offset < 0 ? text.length() : offset;
    }

    /** Behind a string of one line, in which a backslash takes the next character along. */
    protected final int string(int at) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != text.charAt(at) && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }
}
