package dev.slipway.validate;

import dev.slipway.validate.http.Http;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the body of a health endpoint, because a 200 may still say "unhealthy". */
final class HealthBody {
    private static final Set<String> BAD =
            Set.of("unhealthy", "down", "fail", "failed", "failing", "error", "critical", "unreachable", "not ready");
    private static final Set<String> WORSE = Set.of("degraded", "warn", "warning");
    private static final Set<String> FLAGS = Set.of("healthy", "ok", "ready", "alive", "up", "success");

    private HealthBody() {}

    /** The unhealthy parts, as {@code path: value}. */
    static Optional<String> complaint(String body) {
        return complaint(body, BAD);
    }

    /** The parts that are worse than healthy, such as degraded ones. */
    static Optional<String> remark(String body) {
        return complaint(body, WORSE);
    }

    private static Optional<String> complaint(String body, Set<String> words) {
        JsonNode json = new Http.Answer(200, body).json();
        if (json.isContainer()) {
            return find(json, "", words);
        }
        String text = body.strip().toLowerCase(Locale.ROOT);
        return words.contains(text) ? Optional.of(body.strip()) : Optional.empty();
    }

    private static Optional<String> find(JsonNode node, String path, Set<String> words) {
        for (var property : node.properties()) {
            String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            JsonNode value = property.getValue();
            boolean word = value.isString() && words.contains(value.asString().toLowerCase(Locale.ROOT));
            boolean flag = words == BAD
                    && value.isBoolean()
                    && !value.asBoolean()
                    && FLAGS.contains(property.getKey().toLowerCase(Locale.ROOT));
            if (word || flag) {
                return Optional.of(name + ": " + Variables.words(value));
            }
            Optional<String> deeper = find(value, name, words);
            if (deeper.isPresent()) {
                return deeper;
            }
        }
        int i = 0;
        for (JsonNode item : node.isArray() ? node.values() : List.<JsonNode>of()) {
            Optional<String> deeper = find(item, path + "[" + i++ + "]", words);
            if (deeper.isPresent()) {
                String name = item.path("name").asString("");
                return name.isEmpty() ? deeper : deeper.map(d -> d + " (" + name + ")");
            }
        }
        return Optional.empty();
    }
}
