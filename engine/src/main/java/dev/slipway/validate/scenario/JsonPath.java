package dev.slipway.validate.scenario;

import tools.jackson.databind.JsonNode;

/** The part of JSONPath (RFC 9535) that names one value: {@code $.tasks[0].id}, {@code $['a b']}, {@code $}. */
public final class JsonPath {
    private JsonPath() {}

    /** The value, or a missing node. */
    public static JsonNode find(JsonNode document, String path) {
        return document.at(pointer(path));
    }

    /** The JSON Pointer (RFC 6901) for a path. */
    static String pointer(String path) {
        if (!path.startsWith("$")) {
            throw new IllegalArgumentException("a JSON path starts with $, unlike " + path);
        }
        StringBuilder pointer = new StringBuilder();
        int i = 1;
        while (i < path.length()) {
            int end;
            String name;
            if (path.startsWith("['", i)) {
                end = path.indexOf("']", i);
                name = end < 0 ? "" : path.substring(i + 2, end);
                end += 2;
            } else if (path.charAt(i) == '[') {
                end = path.indexOf(']', i);
                name = end < 0 ? "" : path.substring(i + 1, end);
                if (!name.matches("\\d+")) {
                    throw new IllegalArgumentException("not an index in " + path);
                }
                end += 1;
            } else if (path.charAt(i) == '.') {
                end = i + 1;
                while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
                    end++;
                }
                name = path.substring(i + 1, end);
            } else {
                throw new IllegalArgumentException("not a path to one value: " + path);
            }
            if (end <= i + 1 || name.isEmpty()) {
                throw new IllegalArgumentException("not a path to one value: " + path);
            }
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
            i = end;
        }
        return pointer.toString();
    }
}
