package dev.slipway.stack.node.source;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.Blanked;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Separates code, comments and strings of JavaScript and TypeScript (ECMA-262, 12), so that patterns find code alone.
 * Comments and the text of templates over several lines become blanks; expressions in templates stay. Other strings
 * stay, because they may be a path or a name.
 */
public final class JavaScriptCode extends Blanked {
    /** Words before an expression. A slash behind them begins a regular expression (12.9.5). */
    private static final Set<String> BEFORE_EXPRESSION = Set.of(
            "return", "typeof", "case", "in", "of", "do", "else", "void", "delete", "throw", "new", "await", "yield");

    /** The number of open braces in the current expression of each open template. */
    private final Deque<Integer> braces = new ArrayDeque<>();
    /** Offset of the last character of code that is no blank; -1 at the beginning. */
    private int last = -1;

    private static final Pattern OF_TOOLS = Pattern.compile(
            ".*/(playwright|vitest|jest|eslint|drizzle|cypress|postcss|tailwind|prisma)\\.config\\.[cm]?[jt]s");

    private static final Pattern STARTED = Pattern.compile("#!.*\\b(node|bun|tsx)\\b");

    private JavaScriptCode(String text) {
        super(text);
    }

    /** The code files of the package in a folder, without tests and settings of tools. */
    public static List<String> files(Tree tree, String dir) {
        return tree.below(
                dir,
                file -> (file.matches(".*\\.[cm]?[jt]sx?") || started(tree, file))
                        && !file.matches(
                                "(.*/)?(e2e|__tests__|tests?|cypress|scripts)/.*|(.*/)?[^/]+\\.(test|spec)\\.[jt]sx?")
                        && !OF_TOOLS.matcher("/" + file).matches()
                        && nearest(tree, dir, file));
    }

    /** Whether a file without an ending says itself that it is a program of Node.js or Bun ({@code bin/www}). */
    private static boolean started(Tree tree, String file) {
        return !Tree.name(file).contains(".")
                && STARTED.matcher(tree.text(file)).lookingAt();
    }

    /** Whether no other package.json lies between the file and its service. */
    private static boolean nearest(Tree tree, String dir, String file) {
        for (String at = Tree.parent(file); !at.equals(dir); at = Tree.parent(at)) {
            if (tree.has(Tree.at(at, "package.json"))) {
                return false;
            }
        }
        return true;
    }

    /** The code of a file, as {@link #of(String)} returns it. */
    public static String of(Tree tree, String file) {
        return tree.once(String.class, "javascript " + file, () -> of(tree.text(file)));
    }

    /** The text with blanks in place of comments and long templates. Every offset and every line stays. */
    public static String of(String text) {
        JavaScriptCode read = new JavaScriptCode(text);
        return read.read(text.startsWith("#!") ? read.blank(0, read.line(0)) : 0);
    }

    @Override
    protected int next(int at) {
        char c = text.charAt(at);
        if (text.startsWith("//", at)) {
            return blank(at, line(at));
        }
        if (text.startsWith("/*", at)) {
            return blank(at, found(text.indexOf("*/", at + 2)) + 2);
        }
        if (Character.isWhitespace(c)) {
            return at + 1;
        }
        int end = switch (c) {
            case '"', '\'' -> string(at);
            case '`' -> template(at + 1);
            case '{' -> brace(at, 1);
            case '}' -> brace(at, -1);
            case '/' -> expression(at);
            default -> at + 1;
        };
        last = end - 1;
        return end;
    }

    /** Reads the text of a template up to its end, or up to an expression in it. */
    private int template(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '`' && !text.startsWith("${", end)) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, text.length());
        if (text.substring(from, end).contains("\n")) {
            blank(from, end);
        }
        if (text.startsWith("${", end)) {
            braces.push(0);
            return end + 2;
        }
        return Math.min(end + 1, text.length());
    }

    private int brace(int at, int change) {
        if (!braces.isEmpty()) {
            int open = braces.pop() + change;
            if (open < 0) {
                return template(at + 1);
            }
            braces.push(open);
        }
        return at + 1;
    }

    /** Reads a regular expression, if one can be here; else a division, or the end of a tag. */
    private int expression(int at) {
        if (!expected()) {
            return at + 1;
        }
        boolean bracket = false;
        for (int end = at + 1; end < text.length() && text.charAt(end) != '\n'; end++) {
            char c = text.charAt(end);
            if (c == '\\') {
                end++;
            } else if (c == '[' || c == ']') {
                bracket = c == '[';
            } else if (c == '/' && !bracket) {
                return end + 1;
            }
        }
        return at + 1;
    }

    private boolean expected() {
        if (last < 0) {
            return true;
        }
        char before = text.charAt(last);
        if (Character.isJavaIdentifierPart(before)) {
            int from = last;
            while (from > 0 && Character.isJavaIdentifierPart(text.charAt(from - 1))) {
                from--;
            }
            return BEFORE_EXPRESSION.contains(text.substring(from, last + 1));
        }
        return "(,=:[!&|?{};+-*%~^>".indexOf(before) >= 0;
    }
}
