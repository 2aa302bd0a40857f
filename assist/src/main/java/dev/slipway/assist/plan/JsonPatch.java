package dev.slipway.assist.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The difference of two objects as a JSON patch (RFC 6902) that tests what it replaces. */
final class JsonPatch {
    /** Fields that only the API server sets. */
    private static final Set<String> SERVERS =
            Set.of("resourceVersion", "uid", "generation", "creationTimestamp", "managedFields", "selfLink");

    private JsonPatch() {}

    static ArrayNode between(ObjectNode before, ObjectNode after) {
        ArrayNode patch = Docs.list();
        objects(patch, "", before, after);
        return patch;
    }

    private static void objects(ArrayNode patch, String path, ObjectNode before, ObjectNode after) {
        Set<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        for (String name : names) {
            boolean server =
                    (path.equals("/metadata") && SERVERS.contains(name)) || (path.isEmpty() && name.equals("status"));
            if (!server) {
                String at = path + "/" + name.replace("~", "~0").replace("/", "~1");
                fields(patch, at, before.path(name), after.path(name));
            }
        }
    }

    private static void fields(ArrayNode patch, String at, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return;
        }
        if (before.isMissingNode()) {
            patch.add(Docs.object("op", "add", "path", at).set("value", after));
        } else if (after.isMissingNode()) {
            patch.add(Docs.object("op", "test", "path", at).set("value", before));
            patch.add(Docs.object("op", "remove", "path", at));
        } else if (before instanceof ObjectNode a && after instanceof ObjectNode b) {
            objects(patch, at, a, b);
        } else if (before instanceof ArrayNode a
                && after instanceof ArrayNode b
                && a.size() == b.size()
                && named(a, b)) {
            for (int i = 0; i < a.size(); i++) {
                fields(patch, at + "/" + i, a.get(i), b.get(i));
            }
        } else {
            patch.add(Docs.object("op", "test", "path", at).set("value", before));
            patch.add(Docs.object("op", "replace", "path", at).set("value", after));
        }
    }

    /** Whether the objects of two lists are the same ones in the same places. */
    private static boolean named(ArrayNode a, ArrayNode b) {
        for (int i = 0; i < a.size(); i++) {
            if (!(a.get(i) instanceof ObjectNode) || !(b.get(i) instanceof ObjectNode)) {
                return false;
            }
            for (String key : List.of("name", "mountPath")) {
                if (!a.get(i).path(key).equals(b.get(i).path(key))) {
                    return false;
                }
            }
        }
        return true;
    }
}
