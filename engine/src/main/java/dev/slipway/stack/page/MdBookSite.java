package dev.slipway.stack.page;

import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Optional;

/** A book that mdBook generates from {@code src}, with its settings in {@code book.toml}. */
public final class MdBookSite implements Site {
    @Override
    public String id() {
        return "mdbook";
    }

    @Override
    public String title() {
        return "mdBook";
    }

    @Override
    public Optional<String> beginning(Tree tree, String dir) {
        String file = Tree.at(dir, "book.toml");
        return tree.has(file) ? Optional.of(file) : Optional.empty();
    }

    @Override
    public List<String> packages(Tree tree, String dir) {
        return List.of("mdbook");
    }

    @Override
    public List<String> command(String to) {
        return List.of("mdbook", "build", "--dest-dir", to);
    }
}
