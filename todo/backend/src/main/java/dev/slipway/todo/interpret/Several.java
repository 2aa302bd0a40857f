package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Task;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tasks that are named as a kind: everything, all completed ones, all with a tag. */
final class Several {
    private static final Pattern ENGLISH = Text.pattern(
            "(?:everything|all|all of (?:it|them)|every task|(?:all(?: of)? |every )?(?:the |my )?((?:[\\p{L}#-]+ ){0,3})(?:tasks|todos|items)(?: tagged #?([\\p{L}\\p{N}_-]+))?)");
    private static final Pattern ALL = Text.pattern("(?:all|every|everything)\\b.*");
    private static final Pattern URDU = Pattern.compile(
            "(?:سب|سب کچھ|سارے|تمام|سارے کام|تمام کام|سب کام)|(?:سارے |تمام |میرے )*(مکمل|مکمل شدہ|باقی|اہم) کام(?:وں)?");

    private final Utterance utterance;

    Several(Utterance utterance) {
        this.utterance = utterance;
    }

    /** The tasks of the kind, or empty where the words name no kind. */
    Optional<List<Task>> read(String words) {
        String text = words.strip();
        Matcher urdu = URDU.matcher(text);
        if (urdu.matches()) {
            return kind(urdu.group(1) == null ? "" : urdu.group(1), "");
        }
        Matcher english = ENGLISH.matcher(text);
        if (!english.matches()) {
            return Optional.empty();
        }
        String kind = english.group(1) == null ? "" : english.group(1).strip();
        String tag = english.group(2) == null ? "" : english.group(2);
        Optional<List<Task>> found = kind(kind, tag);
        // "my tasks" alone names them all only when somebody says so.
        return kind.isEmpty() && tag.isEmpty() && !ALL.matcher(text).matches() ? Optional.empty() : found;
    }

    private Optional<List<Task>> kind(String kind, String tag) {
        List<Task> tasks = utterance.tasks();
        String word = kind.toLowerCase(java.util.Locale.ROOT).replaceFirst("^#", "").replaceFirst("[ -]?priority$", "");
        if (!tag.isEmpty()) {
            return Optional.of(where(t -> t.tags().contains(tag.toLowerCase(java.util.Locale.ROOT))));
        }
        return switch (word) {
            case "" -> Optional.of(tasks);
            case "completed", "complete", "done", "finished", "مکمل", "مکمل شدہ" -> Optional.of(where(Task::completed));
            case "pending", "open", "remaining", "incomplete", "unfinished", "باقی" -> Optional.of(where(t -> !t.completed()));
            case "overdue", "late" -> Optional.of(where(t -> !t.completed()
                    && t.dueAt() != null
                    && t.dueAt().isBefore(utterance.now())));
            case "high", "urgent", "important", "اہم" -> Optional.of(where(t -> t.priority() == Priority.HIGH));
            case "medium" -> Optional.of(where(t -> t.priority() == Priority.MEDIUM));
            case "low" -> Optional.of(where(t -> t.priority() == Priority.LOW));
            default -> {
                List<Task> tagged = where(t -> t.tags().contains(word));
                yield tagged.isEmpty() ? Optional.empty() : Optional.of(tagged);
            }
        };
    }

    private List<Task> where(java.util.function.Predicate<Task> condition) {
        return utterance.tasks().stream().filter(condition).toList();
    }
}
