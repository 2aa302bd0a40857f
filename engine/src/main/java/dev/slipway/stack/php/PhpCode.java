package dev.slipway.stack.php;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.Comments;
import dev.slipway.stack.EnvReads;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A project's own code, without its comments. */
final class PhpCode {
    private static final Pattern TEST = Pattern.compile("(?i)(.*/)?(tests?|vendor|node_modules)/.*");
    private static final Pattern READ = Pattern.compile(
            "(?:(?:\\benv|\\bgetenv)\\(\\s*|\\$_(?:ENV|SERVER)\\[\\s*)['\"]([A-Z][A-Z0-9_]+)['\"]\\s*[\\])]?"
                    + "(?:\\s*(?:,|\\?\\?|\\?:)\\s*(?:'([^']*)'|\"([^\"$]*)\"|(\\d+)))?");
    /** Variables in which a web server describes a request. */
    private static final Pattern REQUEST = Pattern.compile(
            "(REQUEST|HTTP|SERVER|SCRIPT|PHP|REMOTE|DOCUMENT|CONTENT|REDIRECT|ORIG|PATH)_.*|QUERY_STRING|HTTPS|AUTH_TYPE|GATEWAY_INTERFACE|UNIQUE_ID");

    private final Tree tree;
    private final String dir;
    private final List<String> files;

    PhpCode(Tree tree, String dir) {
        this.tree = tree;
        this.dir = dir;
        int own = dir.isEmpty() ? 0 : dir.length() + 1;
        this.files = tree.below(
                dir, f -> f.endsWith(".php") && !TEST.matcher(f.substring(own)).matches());
    }

    List<String> files() {
        return files;
    }

    String text(String file) {
        return Comments.PHP.blanked(tree, file);
    }

    /** The first place at which the pattern matches. */
    Optional<String> place(Pattern pattern) {
        for (String file : files) {
            var found = pattern.matcher(text(file));
            if (found.find()) {
                return Optional.of(tree.place(file, found.start()));
            }
        }
        return Optional.empty();
    }

    boolean has(String pattern) {
        return place(Pattern.compile(pattern)).isPresent();
    }

    /** The variables that are read by files below a folder of the project. */
    EnvReads reads(String below) {
        EnvReads reads = new EnvReads();
        String prefix = Tree.at(dir, below);
        for (String file : files) {
            if (file.startsWith(prefix)) {
                READ.matcher(text(file))
                        .results()
                        .filter(m -> !REQUEST.matcher(m.group(1)).matches())
                        .forEach(m -> reads.add(
                                m.group(1),
                                m.group(2) != null ? m.group(2) : m.group(3) != null ? m.group(3) : or(m.group(4)),
                                false,
                                tree.place(file, m.start())));
            }
        }
        return reads;
    }

    private static String or(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
