package dev.slipway.stack.page;

import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Optional;

/** Documentation that MkDocs generates from {@code docs}, with its settings in {@code mkdocs.yml}. */
public final class MkDocsSite implements Site {
    @Override
    public String id() {
        return "mkdocs";
    }

    @Override
    public String title() {
        return "MkDocs";
    }

    @Override
    public Optional<String> beginning(Tree tree, String dir) {
        String file = Tree.at(dir, "mkdocs.yml");
        return tree.has(file) ? Optional.of(file) : Optional.empty();
    }

    @Override
    public List<String> packages(Tree tree, String dir) {
        return tree.text(Tree.at(dir, "mkdocs.yml")).contains("material")
                ? List.of("mkdocs", "mkdocs-material")
                : List.of("mkdocs");
    }

    @Override
    public List<String> command(String to) {
        return List.of("mkdocs", "build", "--site-dir", to);
    }
}
