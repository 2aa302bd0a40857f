package dev.slipway.todo.interpret;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Slips of the finger in the first words of a request, which say what is wanted. Titles stay as they were written. */
final class Spelling {
    private static final int FIRST_WORDS = 3;
    private static final List<String> KNOWN = List.of(
            "add",
            "remind",
            "show",
            "list",
            "delete",
            "remove",
            "complete",
            "finish",
            "mark",
            "change",
            "rename",
            "update",
            "reschedule",
            "postpone",
            "cancel",
            "undo",
            "create",
            "search",
            "find",
            "task",
            "tasks",
            "done",
            "reminder",
            "please",
            "completed",
            "overdue",
            "pending",
            "what's");

    private Spelling() {}

    /** The text with its first words put right; empty where there is nothing to put right. */
    static Optional<String> corrected(String text) {
        String[] words = text.split(" ", FIRST_WORDS + 1);
        boolean changed = false;
        for (int i = 0; i < Math.min(words.length, FIRST_WORDS); i++) {
            Optional<String> known = known(words[i].toLowerCase(Locale.ROOT));
            if (known.isPresent()) {
                words[i] = known.get();
                changed = true;
            }
        }
        return changed ? Optional.of(String.join(" ", words)) : Optional.empty();
    }

    static Optional<String> known(String word) {
        if (KNOWN.contains(word) || word.equals("me") || word.length() > 12) {
            return Optional.empty();
        }
        if (word.equals("ad") || word.equals("addd")) {
            return Optional.of("add");
        }
        return KNOWN.stream()
                .filter(known -> word.length() >= 4 && known.length() >= 4 && Named.similar(word, known))
                .findFirst();
    }
}
