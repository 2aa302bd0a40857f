package dev.slipway.run;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of environment variables that a person gave with {@code --set}. Many are credentials, so records on disk
 * have the setting's name in their place. A later run is given the values again and puts them back as it reads a
 * record. A run with other values has other inputs, so it uses nothing from that record.
 */
final class GivenValues {
    /** A shorter value may be a part of any word. It is hidden only if it is the whole text. */
    private static final int LONG = 8;

    private final List<GivenValue> values;

    private record GivenValue(String value, String mark) {}

    /** @param set settings by their path, as {@link RunOptions#set} has them */
    GivenValues(Map<String, String> set) {
        this.values = set.entrySet().stream()
                .filter(setting -> setting.getKey().matches("services\\.[^.]+\\.env\\..+"))
                .filter(setting -> !setting.getValue().isEmpty())
                .map(setting -> new GivenValue(setting.getValue(), "{--set " + setting.getKey() + "}"))
                // If a value is a part of another one, the longer one is hidden first.
                .sorted(Comparator.comparing(
                                (GivenValue given) -> -given.value().length())
                        .thenComparing(GivenValue::mark))
                .toList();
    }

    static final GivenValues NONE = new GivenValues(Map.of());

    /** Replaces the values by marks, in the tree itself. */
    JsonNode hide(JsonNode record) {
        return values.isEmpty() ? record : each(record, this::hidden);
    }

    /** Replaces the marks by the values. */
    JsonNode show(JsonNode record) {
        return values.isEmpty() ? record : each(record, this::restore);
    }

    private String hidden(String text) {
        String hidden = text;
        for (GivenValue given : values) {
            if (hidden.equals(given.value())) {
                return given.mark();
            }
            hidden = given.value().length() < LONG ? hidden : hidden.replace(given.value(), given.mark());
        }
        return hidden;
    }

    private String restore(String text) {
        String shown = text;
        for (GivenValue given : values) {
            shown = shown.replace(given.mark(), given.value());
        }
        return shown;
    }

    private static JsonNode each(JsonNode node, UnaryOperator<String> change) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (field.getValue().isString()) {
                    field.setValue(
                            object.stringNode(change.apply(field.getValue().asString())));
                } else {
                    each(field.getValue(), change);
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isString()) {
                    array.set(i, change.apply(array.get(i).asString()));
                } else {
                    each(array.get(i), change);
                }
            }
        }
        return node;
    }
}
