package dev.slipway.stack;

import dev.slipway.inventory.Tree;
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

    /** A file's code with blanks in the place of its comments, read once for a tree. */
    public String blanked(Tree tree, String file) {
        return tree.once(String.class, this + " " + file, () -> blanked(tree.text(file)));
    }

    /** The code with blanks in the place of its comments. */
    public String blanked(String code) {
        return new Lexer(code).read(0);
    }

    private final class Lexer extends Blanked {
        private Lexer(String text) {
            super(text);
        }

        @Override
        protected int next(int at) {
            if (!open.isEmpty() && text.startsWith(open, at)) {
                return blank(at, found(text.indexOf(close, at + open.length())) + close.length());
            }
            if (line.stream().anyMatch(mark -> text.startsWith(mark, at)) && begins(at)) {
                return blank(at, line(at));
            }
            return quotes.indexOf(text.charAt(at)) >= 0 ? behind(at) : at + 1;
        }

        /** PHP's attributes and Ruby's or Elixir's placeholders begin like a comment. */
        private boolean begins(int at) {
            return !text.startsWith("#[", at) && !text.startsWith("#{", at);
        }

        private int behind(int at) {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) != text.charAt(at)) {
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            return end + 1;
        }
    }
}
