package dev.slipway.todo.interpret;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a message, cut where a request may end. Quoted text is not cut. */
final class Parts {
    private static final int MOST = 20;
    private static final String VERBS =
            "(?:please |pls |plz )?(?:add|create|remind me|mark|complete|finish|delete|remove|cancel|show|list|change"
                    + "|rename|update|move|reschedule|postpone|set|tag|undo|what's|what is|tell me|show me|give me|let me know|tick|check off|make (?:it|that|them)|reopen)";
    private static final String URDU_VERB_BEFORE =
            "(?<=\\s(?:کریں|کرو|کردیں|کردو|دیں|دو|دیجیے|لیں|لو|دکھائیں|دکھاؤ|دلائیں|دلاؤ|ہٹائیں|ہٹاؤ))";
    private static final Pattern BETWEEN = Text.pattern(
            "\\s?(?:;[;\\s]*|(?<!\\b(?:Dr|Mr|Mrs|Ms|St|Rs|No|vs|Prof|Jr|Sr|approx|Ave|Capt|Gen|Inc|Ltd))[.!?؟]+\\s(?=[\\p{L}\\p{N}])|,?\\s(?:and )?then\\s|,\\s?(?:and )?(?:also )?(?="
                    + VERBS
                    + "\\b)|\\sand (?:also )?(?=" + VERBS + "\\b)|،?\\s(?:اور )?پھر\\s|۔\\s|" + URDU_VERB_BEFORE
                    + "(?:،\\s?|\\sاور\\s))");

    private Parts() {}

    /** @param separator what stands before it; empty for the first; @param asked whether it ends with a question mark */
    record Part(String separator, String text, boolean asked) {
        /** Whether a sentence ended before it. */
        boolean ends() {
            return separator.strip().matches("[.!?؟۔;].*");
        }
    }

    /** @param asked whether the whole text ended with a question mark */
    static List<Part> of(String text, boolean asked) {
        List<Part> parts = new ArrayList<>();
        Matcher between = BETWEEN.matcher(text);
        int start = 0;
        String separator = "";
        while (parts.size() < MOST - 1 && between.find()) {
            String piece = text.substring(start, between.start());
            if (piece.chars().filter(c -> c == '"').count() % 2 == 0) {
                add(parts, separator, piece, between.group().strip().startsWith("?"));
                separator = between.group();
                start = between.end();
            }
        }
        add(parts, separator, text.substring(start), asked);
        return parts;
    }

    private static void add(List<Part> parts, String separator, String piece, boolean asked) {
        if (!piece.isBlank()) {
            parts.add(new Part(separator, piece.strip(), asked));
        }
    }
}
