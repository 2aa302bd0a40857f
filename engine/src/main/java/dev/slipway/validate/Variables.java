package dev.slipway.validate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Values that steps of a playbook pass on to later steps, written <code>${name}</code>. */
final class Variables {
    private static final Pattern USE = Pattern.compile("\\$\\{([A-Za-z][\\w.-]*)}");

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    /** @param unique distinguishes this run's data from any other run's: lower-case letters and digits */
    Variables(String unique) {
        values.put("unique", StringNode.valueOf(unique));
        // A long password with every kind of character, so that it fits any rule for passwords.
        values.put("password", StringNode.valueOf("Slip-Way-" + unique + "-9!"));
    }

    void put(String name, JsonNode value) {
        values.put(name, value);
    }

    /** Names that a text uses and nothing has set. */
    Set<String> missing(String text) {
        Set<String> missing = new TreeSet<>();
        Matcher use = USE.matcher(text);
        while (use.find()) {
            if (!values.containsKey(use.group(1))) {
                missing.add(use.group(1));
            }
        }
        return missing;
    }

    /** The text with every known variable in its place; unknown ones are left as they are. */
    String fill(String text) {
        return USE.matcher(text).replaceAll(use -> {
            JsonNode value = values.get(use.group(1));
            return Matcher.quoteReplacement(value == null ? use.group() : words(value));
        });
    }

    /** A text that is nothing but one variable takes the variable's own type: a captured number stays a number. */
    JsonNode fill(JsonNode node) {
        return switch (node) {
            case StringNode text -> {
                Matcher use = USE.matcher(text.asString());
                JsonNode whole = use.matches() ? values.get(use.group(1)) : null;
                yield whole != null ? whole : StringNode.valueOf(fill(text.asString()));
            }
            case ObjectNode object -> {
                ObjectNode filled = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(p -> filled.set(p.getKey(), fill(p.getValue())));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> filled.add(fill(item)));
                yield filled;
            }
            default -> node;
        };
    }

    static String words(JsonNode value) {
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
