package dev.slipway.chart;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One setting of the chart. It gives a line of {@code values.yaml} and a part of {@code values.schema.json}.
 *
 * @param about for people, one sentence or more; empty where the name says it
 * @param value the default
 * @param schema of the value (JSON Schema, draft 7), for a leaf
 * @param children for a group: nothing else is allowed in it
 */
record Setting(String name, String about, JsonNode value, ObjectNode schema, List<Setting> children) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    Setting {
        children = List.copyOf(children);
    }

    static Setting group(String name, String about, Setting... children) {
        return group(name, about, List.of(children));
    }

    static Setting group(String name, String about, List<Setting> children) {
        return new Setting(name, about, JSON.nullNode(), JSON.objectNode(), children);
    }

    static Setting text(String name, String about, String value) {
        return leaf(name, about, JSON.stringNode(value), type("string"));
    }

    static Setting text(String name, String about, String value, String pattern) {
        return leaf(name, about, JSON.stringNode(value), type("string").put("pattern", pattern));
    }

    static Setting choice(String name, String about, String value, String... others) {
        ObjectNode schema = type("string");
        schema.putArray("enum").add(value);
        List.of(others).forEach(schema.withArray("enum")::add);
        return leaf(name, about, JSON.stringNode(value), schema);
    }

    static Setting flag(String name, String about, boolean value) {
        return leaf(name, about, JSON.booleanNode(value), type("boolean"));
    }

    static Setting number(String name, String about, int value, int least, int most) {
        return leaf(
                name,
                about,
                JSON.numberNode(value),
                type("integer").put("minimum", least).put("maximum", most));
    }

    /** A number of pods, or a share of them such as {@code 100%}. */
    static Setting pods(String name, String about, int value) {
        ObjectNode schema = JSON.objectNode();
        schema.putArray("oneOf")
                .add(type("integer").put("minimum", 1))
                .add(type("string").put("pattern", "^[1-9][0-9]{0,2}%$"));
        return leaf(name, about, JSON.numberNode(value), schema);
    }

    static Setting quantity(String name, String about, String value) {
        return text(name, about, value, "^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$");
    }

    /** A setting that has no default and stands in the schema only. */
    Setting optional() {
        return new Setting(name, about, JSON.missingNode(), schema, children);
    }

    /** Names that people choose, with texts as values. */
    static Setting texts(String name, String about, Map<String, String> values, String namePattern) {
        ObjectNode schema = type("object");
        schema.putObject("propertyNames").put("pattern", namePattern);
        schema.set("additionalProperties", type("string"));
        ObjectNode value = JSON.objectNode();
        new TreeMap<>(values).forEach(value::put);
        return leaf(name, about, value, schema);
    }

    static Setting list(String name, String about, List<String> values, ObjectNode item) {
        ObjectNode schema = type("array");
        schema.set("items", item);
        var value = JSON.arrayNode();
        values.forEach(value::add);
        return leaf(name, about, value, schema);
    }

    static ObjectNode type(String name) {
        return JSON.objectNode().put("type", name);
    }

    private static Setting leaf(String name, String about, JsonNode value, ObjectNode schema) {
        return new Setting(name, about, value, schema, List.of());
    }

    /** The schema refuses unknown settings, so that a mistyped one never goes unnoticed. */
    ObjectNode toSchema() {
        ObjectNode made = schema.deepCopy();
        if (!about.isEmpty()) {
            made.put("description", about);
        }
        if (!value.isNull() || children.isEmpty()) {
            return made;
        }
        made.put("type", "object").put("additionalProperties", false);
        ObjectNode properties = made.putObject("properties");
        children.forEach(child -> properties.set(child.name(), child.toSchema()));
        return made;
    }
}
