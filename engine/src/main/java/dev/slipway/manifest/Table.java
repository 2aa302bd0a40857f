package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A manifest of JSON or TOML, as tables within tables. What is not there is empty. */
public final class Table {
    /** Deno, Bun and VS Code allow comments and a comma behind the last one. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final JsonNode node;

    private Table(JsonNode node) {
        this.node = node;
    }

    /** Of a JSON file, which may have comments; an empty table where there is none or it cannot be read. */
    public static Table json(Tree tree, String file) {
        try {
            String text = tree.text(file);
            return new Table(text.isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(text));
        } catch (JacksonException e) {
            return new Table(JsonNodeFactory.instance.objectNode()); // evidence that cannot be read is none
        }
    }

    /** Of a TOML file; an empty table where there is none or it cannot be read. */
    public static Table toml(Tree tree, String file) {
        return new Table(Toml.of(tree, file));
    }

    /** What stands below these keys, one in the other. */
    public Table at(String... keys) {
        JsonNode at = node;
        for (String key : keys) {
            at = at.path(key);
        }
        return new Table(at);
    }

    public boolean empty() {
        return node.isMissingNode() || node.isNull() || node.isContainer() && node.isEmpty();
    }

    /** The names in it, in their order. */
    public List<String> names() {
        return node.isObject() ? List.copyOf(node.propertyNames()) : List.of();
    }

    public boolean has(String name) {
        return node.has(name);
    }

    /** What stands below the name as plain text, if it is a text or a number. */
    public Optional<String> text(String name) {
        return Optional.of(node.path(name)).filter(JsonNode::isValueNode).map(JsonNode::asString);
    }

    /** The tables of a list. */
    public List<Table> tables(String name) {
        List<Table> tables = new ArrayList<>();
        node.path(name).forEach(one -> tables.add(new Table(one)));
        return List.copyOf(tables);
    }

    /** The texts of a list, or the one text that stands in its place. */
    public List<String> texts(String name) {
        JsonNode at = node.path(name);
        if (at.isString()) {
            return List.of(at.asString());
        }
        List<String> texts = new ArrayList<>();
        at.forEach(one -> {
            if (one.isValueNode()) {
                texts.add(one.asString());
            }
        });
        return List.copyOf(texts);
    }
}
