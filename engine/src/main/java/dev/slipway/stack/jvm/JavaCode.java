package dev.slipway.stack.jvm;

import dev.slipway.inventory.Tree;
import java.util.List;

/**
 * Tells code, comments and strings of Java and Kotlin apart (JLS 3.7, 3.10; Kotlin's grammar): patterns that look for code read what
 * is left. A comment and a text block become blanks; a string within a line stays, for it may be a path or a name.
 */
final class JavaCode {
    private static final String BLOCK = "\"\"\"";

    private final String text;
    private final StringBuilder code;

    private JavaCode(String text) {
        this.text = text;
        this.code = new StringBuilder(text);
    }

    /** The files of a project that are compiled into its program. */
    static List<String> files(Tree tree, String dir) {
        List<String> usual = tree.below(Tree.at(dir, "src/main"), f -> f.matches(".*\\.(java|kt)"));
        // Ktor's own layout.
        return usual.isEmpty()
                ? tree.below(
                        Tree.at(dir, "src"),
                        f -> f.matches(".*\\.(java|kt)") && !f.matches("(.*/)?src/(\\w*[tT]est\\w*)/.*"))
                : usual;
    }

    /** A file's text with blanks in place of comments and text blocks: every offset and every line is where it was. */
    static String of(Tree tree, String file) {
        return tree.once(JavaCode.class, file, () -> {
                    JavaCode read = new JavaCode(tree.text(file));
                    read.all(file.endsWith(".kt"));
                    return read;
                })
                .code
                .toString();
    }

    private void all(boolean kotlin) {
        for (int at = 0; at < text.length(); ) {
            at = next(at, kotlin);
        }
    }

    private int next(int at, boolean kotlin) {
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            return blank(at, end < 0 ? text.length() : end);
        }
        if (text.startsWith("/*", at)) {
            return blank(at, comment(at + 2, kotlin));
        }
        if (text.startsWith(BLOCK, at)) {
            return Math.min(text.length(), blank(at + 3, block(at + 3, kotlin)) + 3);
        }
        char c = text.charAt(at);
        if (c != '"' && c != '\'') {
            return at + 1;
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != c && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), end + 1);
    }

    /** Behind a comment's end. Those of Kotlin may have others in them. */
    private int comment(int from, boolean nested) {
        int depth = 1;
        for (int at = from; at < text.length(); at++) {
            if (text.startsWith("*/", at)) {
                at++;
                if (--depth == 0) {
                    return at + 1;
                }
            } else if (nested && text.startsWith("/*", at)) {
                at++;
                depth++;
            }
        }
        return text.length();
    }

    private int block(int from, boolean raw) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '\\' && !raw) {
                at++;
            } else if (text.startsWith(BLOCK, at)) {
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
