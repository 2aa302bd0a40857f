package dev.slipway.stack.go;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.Blanked;

/**
 * Separates code, comments and strings of Go (The Go Programming Language Specification, "Lexical elements"), so that
 * patterns find code alone. Comments and raw strings of several lines become blanks. A string within a line stays,
 * because it may be a path or a name.
 */
final class GoCode extends Blanked {
    private GoCode(String text) {
        super(text);
    }

    /** The code of a file. It is read once for a tree. */
    static String of(Tree tree, String file) {
        return tree.once(String.class, "go " + file, () -> new GoCode(tree.text(file)).read(0));
    }

    @Override
    protected int next(int at) {
        if (text.startsWith("//", at)) {
            return blank(at, line(at));
        }
        if (text.startsWith("/*", at)) {
            return blank(at, found(text.indexOf("*/", at + 2)) + 2);
        }
        char c = text.charAt(at);
        if (c == '`') {
            int end = found(text.indexOf('`', at + 1));
            return (text.substring(at, end).contains("\n") ? blank(at + 1, end) : end) + 1;
        }
        return c == '"' || c == '\'' ? string(at) : at + 1;
    }
}
