package dev.slipway.stack.ruby;

import dev.slipway.application.EnvVar;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Comments;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.HealthPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A project's own code, without its comments. */
final class RubyCode {
    private static final Pattern OTHER = Pattern.compile("(spec|test|tests|vendor|node_modules|tmp)/.*");
    private static final Pattern INDEXED = Pattern.compile(
            "ENV\\[['\"]([A-Z][A-Z0-9_]+)['\"]](?:\\s*\\|\\|=?\\s*(?:'([^']*)'|\"([^\"#]*)\"|(\\d+)))?");
    private static final Pattern FETCHED = Pattern.compile(
            "ENV\\.fetch(?:\\(\\s*|\\s+)['\"]([A-Z][A-Z0-9_]+)['\"]\\s*(,\\s*(?:'([^']*)'|\"([^\"#]*)\"|(\\d+))?)?[^)\\n{]*\\)?\\s*(\\{\\s*(?:'([^']*)'|\"([^\"#]*)\"|(\\d+))?)?");
    /** Variables of Ruby and its tools. Each has a default that holds, or Slipway sets it. */
    private static final Pattern OWN = Pattern.compile(
            "(RAILS|RACK|BUNDLE|BOOTSNAP|PUMA|RUBY|GEM)_.*|WEB_CONCURRENCY|PIDFILE|JOB_CONCURRENCY|SOLID_QUEUE_IN_PUMA|APP_ENV|SECRET_KEY_BASE(_DUMMY)?");

    private static final Pattern ROUTE = Pattern.compile("(?m)^\\s*get[ (]\\s*['\"](/?[\\w/-]+)['\"]");

    private final Tree tree;
    private final String dir;
    private final List<String> files;

    RubyCode(Tree tree, String dir) {
        this.tree = tree;
        this.dir = dir;
        int own = dir.isEmpty() ? 0 : dir.length() + 1;
        this.files = tree.below(
                dir,
                f -> (f.endsWith(".rb") || Tree.name(f).equals("config.ru"))
                        && !OTHER.matcher(f.substring(own)).matches());
    }

    List<String> files() {
        return files;
    }

    String text(String file) {
        return Comments.RUBY.blanked(tree, file);
    }

    String own(String name) {
        return text(Tree.at(dir, name));
    }

    Optional<String> place(Pattern pattern) {
        for (String file : files) {
            var found = pattern.matcher(text(file));
            if (found.find()) {
                return Optional.of(tree.place(file, found.start()));
            }
        }
        return Optional.empty();
    }

    List<EnvVar> reads() {
        EnvReads reads = new EnvReads();
        for (String file : files) {
            String text = text(file);
            INDEXED.matcher(text)
                    .results()
                    .filter(m -> !OWN.matcher(m.group(1)).matches())
                    .forEach(m -> reads.add(
                            m.group(1), first(m.group(2), m.group(3), m.group(4)), false, tree.place(file, m.start())));
            FETCHED.matcher(text)
                    .results()
                    .filter(m -> !OWN.matcher(m.group(1)).matches())
                    .forEach(m -> reads.add(
                            m.group(1),
                            first(m.group(3), m.group(4), m.group(5), m.group(7), m.group(8), m.group(9)),
                            m.group(2) == null && m.group(6) == null,
                            tree.place(file, m.start())));
        }
        return reads.all();
    }

    List<HealthPaths.Route> routes() {
        List<HealthPaths.Route> routes = new ArrayList<>();
        for (String file : files) {
            ROUTE.matcher(text(file))
                    .results()
                    .forEach(m -> routes.add(
                            new HealthPaths.Route(m.group(1).startsWith("/") ? m.group(1) : "/" + m.group(1), false)));
        }
        return routes;
    }

    private static String first(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null) {
                return text;
            }
        }
        return "";
    }
}
