package dev.slipway.todo.interpret;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The requests of a message, one by one. */
final class Parts {
    private static final int MOST = 20;
    private static final String VERBS =
            "(?:please )?(?:add|create|remind me|mark|complete|finish|delete|remove|cancel|show|list|change|rename|update|move|reschedule|set|tag|undo|what's|what is|tick|check off)";
    private static final Pattern BETWEEN = Text.pattern(
            "\\s*(?:[;\\n]+|[.!?]\\s+(?=\\p{L})|,?\\s+(?:and\\s+)?then\\s+|,\\s*(?:and\\s+)?(?=" + VERBS + "\\b)|\\s+and\\s+(?:also\\s+)?(?="
                    + VERBS + "\\b)|،?\\s+(?:اور\\s+)?پھر\\s+|۔\\s+)\\s*");

    private Parts() {}

    /** Quoted text is not cut. */
    static List<String> of(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String piece : BETWEEN.split(text)) {
            open.append(open.isEmpty() ? "" : ", ").append(piece);
            if (open.chars().filter(c -> c == '"').count() % 2 == 0) {
                if (!open.toString().isBlank() && parts.size() < MOST) {
                    parts.add(open.toString().strip());
                }
                open.setLength(0);
            }
        }
        if (!open.isEmpty() && parts.size() < MOST) {
            parts.add(open.toString().strip());
        }
        return parts;
    }
}
