package dev.slipway.stack.go;

/**
 * Tells code, comments and strings apart (The Go Programming Language Specification, "Lexical elements"): patterns that look for code
 * read what is left. A comment and a raw string over several lines become blanks; a string within a line stays, for it may be
 * a path or a name.
 */
final class GoCode {
    private final String text;
    private final StringBuilder code;

    private GoCode(String text) {
        this.text = text;
        this.code = new StringBuilder(text);
    }

    /** The text with blanks in place of comments and long strings: every offset and every line is where it was. */
    static String of(String text) {
        GoCode read = new GoCode(text);
        for (int at = 0; at < text.length(); ) {
            at = read.next(at);
        }
        return read.code.toString();
    }

    private int next(int at) {
        if (text.startsWith("//", at)) {
            return blank(at, end(text.indexOf('\n', at)));
        }
        if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            return blank(at, end < 0 ? text.length() : end + 2);
        }
        char c = text.charAt(at);
        if (c == '`') {
            int end = end(text.indexOf('`', at + 1));
            boolean several = text.substring(at, end).contains("\n");
            return Math.min(text.length(), (several ? blank(at + 1, end) : end) + 1);
        }
        if (c != '"' && c != '\'') {
            return at + 1;
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != c && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), end + 1);
    }

    private int end(int found) {
        return found < 0 ? text.length() : found;
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
