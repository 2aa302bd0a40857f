package dev.slipway.stack.go;

import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Go file.
 *
 * @param text its whole text
 * @param code the text without comments and long strings; every offset stays
 * @param imports paths of packages
 */
record GoFile(String path, String text, String code, List<String> imports) {
    private static final Pattern IMPORTS =
            Pattern.compile("(?m)^import\\s*(?:\\(([^)]*)\\)|((?:[\\w.]+\\s+)?\"[^\"\\n]+\"))");
    private static final Pattern PATH = Pattern.compile("\"([^\"\\n]+)\"");
    private static final Pattern MAIN = Pattern.compile("(?m)^package\\s+main\\b");
    private static final Pattern FUNCTION = Pattern.compile("(?m)^func\\s+main\\s*\\(\\s*\\)");
    private static final Pattern CONSTRAINT = Pattern.compile("(?m)^//go:build\\s+(.+)$");
    private static final Pattern OTHERS = Pattern.compile(
            ".*_(windows|darwin|freebsd|openbsd|netbsd|js|wasip1|android|ios|plan9|solaris|aix|386|arm|wasm)\\.go");
    /** Build tags that are true for images. */
    private static final Set<String> HOLD = Set.of("linux", "unix", "amd64", "arm64", "gc", "cgo");

    static GoFile of(Tree tree, String path) {
        return tree.once(GoFile.class, path, () -> {
            String text = tree.text(path);
            String code = GoCode.of(tree, path);
            List<String> imports = new ArrayList<>();
            IMPORTS.matcher(code)
                    .results()
                    .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
                    .flatMap(block -> PATH.matcher(block).results())
                    .forEach(m -> imports.add(m.group(1)));
            return new GoFile(path, text, code, List.copyOf(imports));
        });
    }

    boolean main() {
        return MAIN.matcher(code).find() && FUNCTION.matcher(code).find();
    }

    boolean imports(String prefix) {
        return imports.stream().anyMatch(i -> i.equals(prefix) || i.startsWith(prefix + "/"));
    }

    /** Whether it is compiled for Linux (go help buildconstraint). */
    boolean counts() {
        Matcher matcher = CONSTRAINT.matcher(text);
        boolean before = matcher.find() && code.substring(0, matcher.start()).isBlank();
        return !OTHERS.matcher(path).matches() && (!before || new Constraint(matcher.group(1)).or());
    }

    /** An expression of tags, read from left to right. */
    private static final class Constraint {
        private static final Pattern TOKEN = Pattern.compile("&&|\\|\\||[!()]|[\\w.]+");
        private final List<String> left = new ArrayList<>();

        Constraint(String expression) {
            TOKEN.matcher(expression).results().forEach(m -> left.add(m.group()));
        }

        boolean or() {
            boolean value = and();
            while (taken("||")) {
                value |= and();
            }
            return value;
        }

        private boolean and() {
            boolean value = not();
            while (taken("&&")) {
                value &= not();
            }
            return value;
        }

        private boolean not() {
            if (taken("!")) {
                return !not();
            }
            if (taken("(")) {
                boolean value = or();
                taken(")");
                return value;
            }
            String tag = left.isEmpty() ? "" : left.removeFirst();
            return HOLD.contains(tag) || tag.matches("go1\\.\\d+");
        }

        private boolean taken(String token) {
            boolean there = !left.isEmpty() && left.getFirst().equals(token);
            if (there) {
                left.removeFirst();
            }
            return there;
        }
    }
}
