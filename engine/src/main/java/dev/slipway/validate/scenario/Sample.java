package dev.slipway.validate.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A value that a JSON Schema accepts, the same for the same schema. */
final class Sample {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final OpenApi api;
    private final String word;

    /** @param word goes into every free text, to be found again in answers */
    Sample(OpenApi api, String word) {
        this.api = api;
        this.word = word;
    }

    /** An object with all required properties and all free texts; empty if the schema is not an object's. */
    Optional<ObjectNode> object(JsonNode schema) {
        ObjectNode made = JSON.objectNode();
        List<String> required = new ArrayList<>();
        JsonNode whole = merged(schema, required);
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        for (Map.Entry<String, JsonNode> property : whole.properties()) {
            JsonNode type = api.resolve(property.getValue());
            boolean needed = required.contains(property.getKey());
            boolean text = type.path("type").asString("").equals("string") && !type.has("format") && !type.has("enum");
            if (!type.path("readOnly").asBoolean(false) && (needed || text)) {
                made.set(property.getKey(), value(type, 0));
            }
        }
        return Optional.of(made);
    }

    private ObjectNode merged(JsonNode schema, List<String> required) {
        JsonNode resolved = api.resolve(schema);
        ObjectNode properties = JSON.objectNode();
        resolved.path("allOf").forEach(part -> properties.setAll(merged(part, required)));
        resolved.path("required").forEach(name -> required.add(name.asString("")));
        resolved.path("properties").properties().forEach(p -> properties.set(p.getKey(), p.getValue()));
        return properties;
    }

    private JsonNode value(JsonNode schema, int depth) {
        JsonNode type = api.resolve(schema);
        for (String given : List.of("const", "example", "default")) {
            if (type.has(given) && !type.path(given).isNull()) {
                return type.path(given);
            }
        }
        if (type.path("examples").size() > 0 && type.path("examples").isArray()) {
            return type.path("examples").get(0);
        }
        if (type.path("enum").size() > 0) {
            return type.path("enum").get(0);
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            if (type.path(choice).size() > 0 && depth < 8) {
                return value(type.path(choice).get(0), depth + 1);
            }
        }
        String name = type.path("type").isArray()
                ? type.path("type").get(0).asString("")
                : type.path("type").asString("");
        return switch (name) {
            case "integer", "number" -> JSON.numberNode(number(type));
            case "boolean" -> BooleanNode.FALSE;
            case "array" -> {
                var items = JSON.arrayNode();
                if (type.path("minItems").asInt(0) > 0 && depth < 8) {
                    items.add(value(type.path("items"), depth + 1));
                }
                yield items;
            }
            case "object" -> object(type).orElseGet(JSON::objectNode);
            default -> StringNode.valueOf(text(type));
        };
    }

    private static long number(JsonNode type) {
        long least = type.path("minimum").asLong(type.path("exclusiveMinimum").asLong(0) + 1);
        return Math.min(least, type.path("maximum").asLong(Long.MAX_VALUE));
    }

    private String text(JsonNode type) {
        return switch (type.path("format").asString("")) {
            case "email" -> word + "@example.com";
            case "date" -> "2030-01-15";
            case "date-time" -> "2030-01-15T09:00:00Z";
            case "time" -> "09:00:00";
            case "uuid" -> "7f1b1a52-93a8-4a62-9d0e-2f6f4a4f7f10";
            case "uri", "url" -> "https://example.com/";
            default -> {
                int most = type.path("maxLength").asInt(Integer.MAX_VALUE);
                int least = type.path("minLength").asInt(0);
                String padded = word + "x".repeat(Math.max(0, least - word.length()));
                yield padded.length() > most ? padded.substring(padded.length() - most) : padded;
            }
        };
    }
}
