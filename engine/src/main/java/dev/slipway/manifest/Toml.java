package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads TOML (toml.io, 1.0): {@code pyproject.toml}, {@code Pipfile}, {@code uv.lock}, {@code poetry.lock}, {@code Cargo.toml}. */
public final class Toml {
    private static final TomlMapper MAPPER = new TomlMapper();

    private Toml() {}

    /** The file's tables; an empty one where there is no such file, or where it cannot be read. */
    public static JsonNode of(Tree tree, String file) {
        return parse(tree.text(file));
    }

    static JsonNode parse(String text) {
        try {
            JsonNode read = text.isBlank() ? null : MAPPER.readTree(text);
            return read == null ? JsonNodeFactory.instance.objectNode() : read;
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.objectNode(); // evidence that cannot be read is none
        }
    }
}
