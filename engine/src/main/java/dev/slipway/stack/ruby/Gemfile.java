package dev.slipway.stack.ruby;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.Comments;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gems that a project asks for.
 *
 * @param file the manifest
 * @param gems names of its own gems, and of those that its lock adds
 * @param ruby version of Ruby that it asks for; empty for none
 * @param place of that version
 * @param lock text of the lock; empty if there is none
 */
record Gemfile(String file, Set<String> gems, String ruby, String place, String lock) {
    private static final Pattern GEM = Pattern.compile("(?m)^\\s*gem[ (]\\s*['\"]([\\w.-]+)['\"]");
    private static final Pattern LOCKED = Pattern.compile("(?m)^ {4}([\\w.-]+) \\(([^)]+)\\)");
    private static final Pattern RUBY = Pattern.compile("(?m)^\\s*ruby[ (]\\s*['\"][^\\d'\"]*([\\d.]+)");
    private static final Pattern TOOL = Pattern.compile("(?m)^ruby\\s+([\\d.]+)");

    Gemfile {
        gems = Set.copyOf(gems);
    }

    static Optional<Gemfile> of(Tree tree, String dir) {
        String file = Tree.at(dir, "Gemfile");
        if (!tree.has(file)) {
            return Optional.empty();
        }
        String text = Comments.RUBY.blanked(tree, file);
        String lock = tree.text(Tree.at(dir, "Gemfile.lock"));
        Set<String> gems = new TreeSet<>();
        GEM.matcher(text).results().forEach(m -> gems.add(m.group(1)));
        LOCKED.matcher(lock).results().forEach(m -> gems.add(m.group(1)));
        Matcher ruby = RUBY.matcher(text);
        if (ruby.find()) {
            return Optional.of(new Gemfile(file, gems, ruby.group(1), tree.place(file, ruby.start(1)), lock));
        }
        String versions = Tree.at(dir, ".ruby-version");
        String plain = tree.text(versions).strip().replaceFirst("^ruby-", "");
        Matcher tool = TOOL.matcher(tree.text(Tree.at(dir, ".tool-versions")));
        String asked = plain.matches("\\d[\\d.]*") ? plain : tool.find() ? tool.group(1) : "";
        return Optional.of(new Gemfile(file, gems, asked, asked.isEmpty() ? "" : versions, lock));
    }

    boolean has(String gem) {
        return gems.contains(gem);
    }

    /** Whether the manifest itself asks for a Ruby release, which Bundler then enforces. */
    boolean insists() {
        return place.startsWith(file + ":");
    }

    /** A gem's release for people, with a blank before it; empty if no lock names it. */
    String shown(String gem) {
        return LOCKED.matcher(lock)
                .results()
                .filter(m -> m.group(1).equals(gem))
                .map(m -> " " + m.group(2).replaceFirst("^(\\d+\\.\\d+).*", "$1"))
                .findFirst()
                .orElse("");
    }
}
