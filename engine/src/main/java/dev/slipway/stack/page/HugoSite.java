package dev.slipway.stack.page;

import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Optional;

/**
 * A page that Hugo generates from {@code content}, with its settings in {@code hugo.toml}, or in {@code config.toml}
 * for older ones.
 */
public final class HugoSite implements Site {
    @Override
    public String id() {
        return "hugo";
    }

    @Override
    public String title() {
        return "Hugo";
    }

    @Override
    public Optional<String> beginning(Tree tree, String dir) {
        return List.of("hugo.toml", "hugo.yaml", "hugo.json", "config.toml", "config.yaml").stream()
                .map(name -> Tree.at(dir, name))
                .filter(tree::has)
                .filter(file -> Tree.name(file).startsWith("hugo.")
                        || tree.has(Tree.at(dir, "archetypes/default.md"))
                                && tree.text(file).contains("baseURL"))
                .findFirst();
    }

    @Override
    public List<String> packages(Tree tree, String dir) {
        return List.of("hugo");
    }

    @Override
    public List<String> command(String to) {
        return List.of("hugo", "--minify", "--baseURL", "/", "--noBuildLock", "--destination", to);
    }
}
