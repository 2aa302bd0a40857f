package dev.slipway.stack.page;

import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Optional;

/** A page that Jekyll generates, with its settings in {@code _config.yml}. */
public final class JekyllSite implements Site {
    @Override
    public String id() {
        return "jekyll";
    }

    @Override
    public String title() {
        return "Jekyll";
    }

    @Override
    public Optional<String> beginning(Tree tree, String dir) {
        String file = Tree.at(dir, "_config.yml");
        // Without pages, the settings only choose a theme for another site that shows the repository.
        boolean pages = List.of("index.md", "index.html", "index.markdown").stream()
                        .anyMatch(name -> tree.has(Tree.at(dir, name)))
                || !tree.below(Tree.at(dir, "_posts")).isEmpty();
        return tree.has(file) && pages ? Optional.of(file) : Optional.empty();
    }

    @Override
    public List<String> packages(Tree tree, String dir) {
        return List.of("jekyll");
    }

    @Override
    public List<String> command(String to) {
        return List.of("jekyll", "build", "--disable-disk-cache", "--destination", to);
    }
}
