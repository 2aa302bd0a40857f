package dev.slipway.run;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of environment variables that a person gave with {@code --set}, many of them credentials. Records on disk have the
 * setting's name in their place. A later run is given the values again, and puts them back as it reads a record: one that is
 * given other values has other inputs, and so takes nothing from that record.
 */
final class GivenValues {
    /** A shorter value may be a part of any word: it is hidden only where it is all there is. */
    private static final int LONG = 8;

    private final List<Given> values;

    private record Given(String value, String mark) {}

    /** @param set settings by their path, as {@link RunOptions#set} has them */
    GivenValues(Map<String, String> set) {
        this.values = set.entrySet().stream()
                .filter(setting -> setting.getKey().matches("services\\.[^.]+\\.env\\..+"))
                .filter(setting -> !setting.getValue().isEmpty())
                .map(setting -> new Given(setting.getValue(), "{--set " + setting.getKey() + "}"))
                // A value that is a part of another one is hidden after it.
                .sorted(Comparator.comparing((Given given) -> -given.value().length())
                        .thenComparing(Given::mark))
                .toList();
    }

    static final GivenValues NONE = new GivenValues(Map.of());

    /** Puts marks in the place of values, in the very tree. */
    JsonNode hide(JsonNode record) {
        return values.isEmpty() ? record : each(record, this::hidden);
    }

    /** Puts the values back. */
    JsonNode show(JsonNode record) {
        return values.isEmpty() ? record : each(record, this::shown);
    }

    private String hidden(String text) {
        String hidden = text;
        for (Given given : values) {
            if (hidden.equals(given.value())) {
                return given.mark();
            }
            hidden = given.value().length() < LONG ? hidden : hidden.replace(given.value(), given.mark());
        }
        return hidden;
    }

    private String shown(String text) {
        String shown = text;
        for (Given given : values) {
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
