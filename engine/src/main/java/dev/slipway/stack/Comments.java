package dev.slipway.stack;

import java.util.List;

/**
 * How a language marks comments and strings. Code without its comments is as long as before, so that places stay: a pattern
 * finds in it what runs, and nothing that is only told.
 *
 * @param line what begins a comment that ends with its line
 * @param open what begins a comment of several lines; empty where there is none
 * @param close what ends it
 * @param quotes characters that begin and end a string, in which a backslash takes the next character along
 */
public record Comments(List<String> line, String open, String close, String quotes) {
    public static final Comments PHP = new Comments(List.of("//", "#"), "/*", "*/", "'\"`");
    public static final Comments RUBY = new Comments(List.of("#"), "\n=begin", "\n=end", "'\"`");
    public static final Comments C = new Comments(List.of("//"), "/*", "*/", "'\"`");
    /** A quote in Rust begins a lifetime as often as a character. */
    public static final Comments RUST = new Comments(List.of("//"), "/*", "*/", "\"");

    public static final Comments ELIXIR = new Comments(List.of("#"), "", "", "\"");

    public Comments {
        line = List.copyOf(line);
    }

    /** The code with blanks in the place of its comments. */
    public String blanked(String code) {
        StringBuilder text = new StringBuilder(code);
        for (int at = 0; at < code.length(); ) {
            int from = at;
            if (!open.isEmpty() && code.startsWith(open, at)) {
                int end = code.indexOf(close, at + open.length());
                at = end < 0 ? code.length() : end + close.length();
                blank(text, from, at);
            } else if (line.stream().anyMatch(mark -> code.startsWith(mark, from)) && comment(code, at)) {
                int end = code.indexOf('\n', at);
                at = end < 0 ? code.length() : end;
                blank(text, from, at);
            } else if (quotes.indexOf(code.charAt(at)) >= 0) {
                at = behind(code, at);
            } else {
                at++;
            }
        }
        return text.toString();
    }

    /** PHP's attributes and Ruby's or Elixir's placeholders begin like a comment. */
    private static boolean comment(String code, int at) {
        return !code.startsWith("#[", at) && !code.startsWith("#{", at);
    }

    private static int behind(String code, int at) {
        char quote = code.charAt(at);
        int end = at + 1;
        while (end < code.length() && code.charAt(end) != quote) {
            end += code.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, code.length());
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }
}
