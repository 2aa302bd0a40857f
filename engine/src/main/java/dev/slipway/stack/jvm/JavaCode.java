package dev.slipway.stack.jvm;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.Blanked;
import java.util.List;

/**
 * Separates code, comments and strings of Java and Kotlin (JLS 3.7, 3.10; Kotlin's grammar), so that patterns find code
 * alone. Comments and text blocks become blanks. A string within a line stays, because it may be a path or a name.
 */
final class JavaCode extends Blanked {
    private static final String BLOCK = "\"\"\"";

    private final boolean kotlin;

    private JavaCode(String text, boolean kotlin) {
        super(text);
        this.kotlin = kotlin;
    }

    /** The files of a project that are compiled into its program. */
    static List<String> files(Tree tree, String dir) {
        List<String> usual = tree.below(Tree.at(dir, "src/main"), f -> f.matches(".*\\.(java|kt)"));
        // The layout of Ktor's own projects.
        return usual.isEmpty()
                ? tree.below(
                        Tree.at(dir, "src"),
                        f -> f.matches(".*\\.(java|kt)") && !f.matches("(.*/)?src/(\\w*[tT]est\\w*)/.*"))
                : usual;
    }

    /** A file's text with blanks in place of comments and text blocks. Every offset and every line stays. */
    static String of(Tree tree, String file) {
        return tree.once(
                String.class, "java " + file, () -> new JavaCode(tree.text(file), file.endsWith(".kt")).read(0));
    }

    @Override
    protected int next(int at) {
        if (text.startsWith("//", at)) {
            return blank(at, line(at));
        }
        if (text.startsWith("/*", at)) {
            return blank(at, comment(at + 2));
        }
        if (text.startsWith(BLOCK, at)) {
            return blank(at + 3, block(at + 3)) + 3;
        }
        char c = text.charAt(at);
        return c == '"' || c == '\'' ? string(at) : at + 1;
    }

    /** The offset behind a comment. Kotlin's comments may contain comments. */
    private int comment(int from) {
        int depth = 1;
        for (int at = from; at < text.length(); at++) {
            if (text.startsWith("*/", at)) {
                at++;
                if (--depth == 0) {
                    return at + 1;
                }
            } else if (kotlin && text.startsWith("/*", at)) {
                at++;
                depth++;
            }
        }
        return text.length();
    }

    private int block(int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '\\' && !kotlin) {
                at++;
            } else if (text.startsWith(BLOCK, at)) {
                return at;
            }
        }
        return text.length();
    }
}
