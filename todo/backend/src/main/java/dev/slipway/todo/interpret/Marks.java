package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Priority and tags, as they were said.
 *
 * @param rest the text without them
 */
record Marks(Optional<Priority> priority, List<String> tags, String rest) {
    private static final Pattern HASH = Text.pattern("#(?!\\d+\\b)([\\p{L}\\p{N}_-]+)");
    private static final Pattern TAGGED = Text.pattern(
            "(?:,? ?\\b(?:and )?(?:tagged(?: as| with)?|(?:with|and) (?:the )?tags?|tags?:)|, tags?) #?([\\p{L}\\p{N}_-]+)");
    private static final Pattern PRIORITY = Text.pattern(
            ",? ?\\b(?:and |with |at |as )?(?:an? )?(high|highest|top|medium|normal|low|lowest|urgent)[ -]priority\\b");
    private static final Pattern PRIORITY_AFTER =
            Text.pattern(",? ?\\b(?:with )?priority:? (high|medium|normal|low|urgent)\\b");
    /** "Defrost the freezer, low, next Sunday". */
    private static final Pattern ALONE =
            Text.pattern(", ?(high|medium|low|urgent|important)(?: priority)?(?= ?(?:,|$))");

    private static final Pattern SHORT = Text.pattern("(?<=^| )(?:!(high|medium|low)|p([123]))\\b");
    private static final Pattern URGENT = Text.pattern(",? ?\\b(urgent(?:ly)?|asap|important)$|^(urgent|important):? ");
    private static final Pattern URDU =
            Pattern.compile("(?<= |^)(?:(اہم|ضروری|فوری)|(کم|زیادہ|درمیانی) (?:ترجیح|اہمیت))(?: کے ساتھ)?(?= |$|:)");

    static Marks read(String text) {
        Scan scan = new Scan(text);
        List<String> tags = new ArrayList<>();
        for (Pattern form : List.of(HASH, TAGGED)) {
            for (Optional<MatchResult> m = scan.take(form); m.isPresent(); m = scan.take(form)) {
                tags.add(m.get().group(1).toLowerCase(Locale.ROOT));
            }
        }
        Optional<Priority> priority = Optional.empty();
        for (Pattern form : List.of(PRIORITY, PRIORITY_AFTER, SHORT, URGENT, ALONE, URDU)) {
            Optional<MatchResult> m = priority.isEmpty() ? scan.take(form) : Optional.empty();
            if (m.isPresent()) {
                priority = Optional.of(level(m.get()));
            }
        }
        return new Marks(priority, List.copyOf(tags), scan.rest());
    }

    private static Priority level(MatchResult m) {
        return level(firstGroup(m));
    }

    /** The first of a phrase's groups that took part; empty where none did. */
    static String firstGroup(MatchResult m) {
        for (int i = 1; i <= m.groupCount(); i++) {
            if (m.group(i) != null) {
                return m.group(i);
            }
        }
        return "";
    }

    static Priority level(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "low", "lowest", "3", "کم" -> Priority.LOW;
            case "medium", "normal", "2", "درمیانی" -> Priority.MEDIUM;
            default -> Priority.HIGH;
        };
    }
}
