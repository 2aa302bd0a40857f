package dev.slipway.stack.python;

/**
 * Tells code, comments and strings apart (Python's reference, 2.4): patterns that look for code read what is left. A comment and a
 * string over several lines, as docstrings are, become blanks; a string within a line stays, for it may be a path or a name.
 */
final class PythonCode {
    private final String text;
    private final StringBuilder code;

    private PythonCode(String text) {
        this.text = text;
        this.code = new StringBuilder(text);
    }

    /** The text with blanks in place of comments and long strings: every offset and every line is where it was. */
    static String of(String text) {
        PythonCode read = new PythonCode(text);
        for (int at = 0; at < text.length(); ) {
            at = read.next(at);
        }
        return read.code.toString();
    }

    private int next(int at) {
        char c = text.charAt(at);
        if (c == '#') {
            int end = text.indexOf('\n', at);
            return blank(at, end < 0 ? text.length() : end);
        }
        if (c != '"' && c != '\'') {
            return at + 1;
        }
        String quotes = String.valueOf(c).repeat(3);
        if (text.startsWith(quotes, at)) {
            return blank(at + 3, closing(quotes, at + 3)) + 3;
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != c && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private int closing(String quotes, int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.startsWith(quotes, at)) {
                return at;
            }
        }
        return text.length();
    }

    private int blank(int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) != '\n') {
                code.setCharAt(at, ' ');
            }
        }
        return to;
    }
}
