package dev.slipway.stack.python;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.Blanked;

/**
 * Separates code, comments and strings of Python (Python's reference, 2.4), so that patterns find code alone. Comments
 * and strings over several lines, such as docstrings, become blanks. A string within a line stays, because it may be a
 * path or a name.
 */
final class PythonCode extends Blanked {
    private PythonCode(String text) {
        super(text);
    }

    /** The code of a file. It is read once for a tree. */
    static String of(Tree tree, String file) {
        return tree.once(String.class, "python " + file, () -> new PythonCode(tree.text(file)).read(0));
    }

    @Override
    protected int next(int at) {
        char c = text.charAt(at);
        if (c == '#') {
            return blank(at, line(at));
        }
        if (c != '"' && c != '\'') {
            return at + 1;
        }
        String quotes = String.valueOf(c).repeat(3);
        return text.startsWith(quotes, at) ? blank(at + 3, closing(quotes, at + 3)) + 3 : string(at);
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
}
