package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads TOML (toml.io, 1.0): {@code pyproject.toml}, {@code Pipfile}, {@code uv.lock}, {@code poetry.lock}, {@code Cargo.toml}. */
public final class Toml {
    private static final TomlMapper MAPPER = new TomlMapper();

    private Toml() {}

    /** The file's tables; missing if there is no such file or it cannot be read. */
    public static Document of(Tree tree, String file) {
        return tree.once(Document.class, "toml " + file, () -> parse(tree.text(file)));
    }

    static Document parse(String text) {
        try {
            return text.isBlank() ? Document.MISSING : Document.of(MAPPER.readValue(text, Object.class));
        } catch (JacksonException e) {
            return Document.MISSING; // evidence that cannot be read is none
        }
    }
}
