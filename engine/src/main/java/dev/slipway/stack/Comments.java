package dev.slipway.stack;

import dev.slipway.inventory.Tree;
import java.util.List;

/**
 * The marks of comments and strings in a language. Code without its comments keeps its length, so that places stay the
 * same.
 *
 * @param line marks that begin a comment up to the end of the line
 * @param open mark that begins a comment of several lines; empty if there is none
 * @param close mark that ends it
 * @param quotes characters that begin and end a string, in which a backslash escapes the next character
 */
public record Comments(List<String> line, String open, String close, String quotes) {
    public static final Comments PHP = new Comments(List.of("//", "#"), "/*", "*/", "'\"`");
    public static final Comments RUBY = new Comments(List.of("#"), "\n=begin", "\n=end", "'\"`");
    public static final Comments C = new Comments(List.of("//"), "/*", "*/", "'\"`");
    /** A single quote in Rust begins a lifetime as often as a character, so it is no quote here. */
    public static final Comments RUST = new Comments(List.of("//"), "/*", "*/", "\"");

    public static final Comments ELIXIR = new Comments(List.of("#"), "", "", "\"");

    public Comments {
        line = List.copyOf(line);
    }

    /** A file's code with blanks in place of its comments. It is read once for a tree. */
    public String blanked(Tree tree, String file) {
        return tree.once(String.class, this + " " + file, () -> blanked(tree.text(file)));
    }

    /** The code with blanks in place of its comments. */
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

        /** Whether a comment begins here. PHP's attributes and Ruby's or Elixir's placeholders begin like one. */
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
