package dev.slipway.assist.plan;

import dev.slipway.diagnose.evidence.Ref;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One change of one object. */
public sealed interface ObjectChange {
    Ref of();

    /** The change in words, for people. */
    String words();

    /** Makes a new object. */
    record Make(ObjectNode object, String words) implements ObjectChange {
        @Override
        public Ref of() {
            return LiveObjects.ref(object);
        }
    }

    /**
     * Changes fields of an object by a JSON patch (RFC 6902), which fails if they have changed since they were read.
     */
    record Edit(ObjectNode before, ObjectNode after, String words) implements ObjectChange {
        @Override
        public Ref of() {
            return LiveObjects.ref(after);
        }

        public ArrayNode patch() {
            return JsonPatch.between(before, after);
        }
    }

    /** Replaces an object whose fields the API does not let be changed: it is deleted and made again. */
    record Replace(ObjectNode before, ObjectNode after, String words) implements ObjectChange {
        @Override
        public Ref of() {
            return LiveObjects.ref(after);
        }
    }

    record Remove(ObjectNode before, String words) implements ObjectChange {
        @Override
        public Ref of() {
            return LiveObjects.ref(before);
        }
    }

    /** The differences, one line each, as {@code path: before -> after}. */
    default List<String> differences() {
        return switch (this) {
            case Make m -> leaves(m.object());
            case Remove r -> List.of();
            case Edit e -> lines(e.before(), e.after());
            case Replace r -> lines(r.before(), r.after());
        };
    }

    /** The fields of a new object, one line each. */
    private static List<String> leaves(ObjectNode object) {
        List<String> lines = new ArrayList<>();
        for (String field : object.propertyNames()) {
            if (!List.of("apiVersion", "kind", "status", "stringData").contains(field)) {
                leaves(field, object.path(field), lines);
            }
        }
        lines.removeIf(l -> l.startsWith("+ metadata.name: ") || l.startsWith("+ metadata.namespace: "));
        return lines;
    }

    private static void leaves(String path, JsonNode node, List<String> lines) {
        boolean texts = node.isArray() && !node.isEmpty() && !node.get(0).isContainer();
        if (node.isContainer() && !node.isEmpty() && !texts) {
            if (node.isObject()) {
                node.properties().forEach(e -> leaves(path + "." + e.getKey(), e.getValue(), lines));
            } else {
                for (int i = 0; i < node.size(); i++) {
                    leaves(path + "." + i, node.get(i), lines);
                }
            }
        } else {
            lines.add("+ " + path + ": " + text(node));
        }
    }

    private static List<String> lines(ObjectNode before, ObjectNode after) {
        List<String> lines = new ArrayList<>();
        for (JsonNode op : JsonPatch.between(before, after)) {
            String path = op.path("path").asString("");
            switch (op.path("op").asString("")) {
                case "add" -> lines.add("+ " + shown(path) + ": " + text(op.path("value")));
                case "remove" -> lines.add("- " + shown(path) + ": " + text(before.at(path)));
                case "replace" ->
                    lines.add("~ " + shown(path) + ": " + text(before.at(path)) + " -> " + text(op.path("value")));
                default -> {}
            }
        }
        return lines;
    }

    private static String shown(String pointer) {
        return pointer.substring(1).replace("/", ".").replace("~1", "/").replace("~0", "~");
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString("") : value.toString();
    }
}
