package dev.slipway.assist.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes and reads objects in the API's JSON form, without their types. */
public final class Docs {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Docs() {}

    /** An object of keys and values in turn. Null values, empty lists and empty objects are left out. */
    public static ObjectNode object(@Nullable Object... pairs) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            Object value = pairs[i + 1];
            boolean empty = value == null
                    || (value instanceof JsonNode n
                            && (n.isMissingNode() || n.isNull() || (n.isContainer() && n.isEmpty())))
                    || (value instanceof Collection<?> c && c.isEmpty())
                    || (value instanceof Map<?, ?> m && m.isEmpty());
            if (!empty) {
                object.set(String.valueOf(pairs[i]), node(value));
            }
        }
        return object;
    }

    /** An empty object, which {@link #object} does not leave out. */
    public static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode list(Object... items) {
        return list(List.of(items));
    }

    public static ArrayNode list(Collection<?> items) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        items.forEach(i -> list.add(node(i)));
        return list;
    }

    public static JsonNode node(@Nullable Object value) {
        return value instanceof JsonNode node ? node : MAPPER.valueToTree(value);
    }

    public static ObjectNode parse(String json) {
        return (ObjectNode) MAPPER.readTree(json);
    }

    /** The value at a path such as {@code spec/template}; a number is an index of a list. Missing if there is none. */
    public static JsonNode at(JsonNode of, String path) {
        JsonNode node = of;
        for (String part : path.split("/")) {
            node = node.isArray() && part.matches("\\d+") ? node.path(Integer.parseInt(part)) : node.path(part);
        }
        return node;
    }

    public static String text(JsonNode of, String path) {
        return at(of, path).asString("");
    }

    public static int number(JsonNode of, String path, int otherwise) {
        return at(of, path).asInt(otherwise);
    }

    /** The object at a path, made if it is missing. */
    public static ObjectNode in(ObjectNode of, String path) {
        ObjectNode node = of;
        for (String part : path.split("/")) {
            if (part.isEmpty()) {
                continue;
            }
            node = node.get(part) instanceof ObjectNode there ? there : node.putObject(part);
        }
        return node;
    }

    /** The list at a path, made if it is missing. */
    public static ArrayNode listIn(ObjectNode of, String path) {
        int last = path.lastIndexOf('/');
        ObjectNode parent = last < 0 ? of : in(of, path.substring(0, last));
        String name = path.substring(last + 1);
        return parent.get(name) instanceof ArrayNode there ? there : parent.putArray(name);
    }

    /** The objects of a list. */
    public static List<ObjectNode> items(JsonNode list) {
        List<ObjectNode> items = new ArrayList<>();
        list.forEach(i -> {
            if (i instanceof ObjectNode object) {
                items.add(object);
            }
        });
        return items;
    }

    /** The texts of an object's fields. */
    public static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString("")));
        return texts;
    }

    /** Puts an item with a name into a list and replaces the item of the same name. */
    public static void put(ArrayNode list, String key, ObjectNode item) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(item.path(key))) {
                list.set(i, item);
                return;
            }
        }
        list.add(item);
    }

    /** Merges fields of one object into another. Lists and texts are replaced. */
    public static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(e -> {
            if (e.getValue() instanceof ObjectNode object && into.get(e.getKey()) instanceof ObjectNode there) {
                merge(there, object);
            } else {
                into.set(e.getKey(), e.getValue());
            }
        });
    }

    public static ObjectNode changed(ObjectNode object, Consumer<ObjectNode> how) {
        ObjectNode copy = object.deepCopy();
        how.accept(copy);
        return copy;
    }
}
