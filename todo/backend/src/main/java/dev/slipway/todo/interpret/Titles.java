package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Patch;
import dev.slipway.todo.tasks.Recurrence;
import dev.slipway.todo.tasks.TaskChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** New tasks out of what was said of them: title, date, recurrence, priority, tags. */
final class Titles {
    private static final Pattern ONLY_THE_WORD =
            Text.pattern("(?:(?:an?|the|new|another) ){0,8}(?:tasks?|todos?|reminders?|items?)");
    private static final Pattern LIST = Pattern.compile(
            " ?(?:, (?:and )?|;|\\band\\b|&|،|\\bاور\\b) ?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SEVERAL = Text.pattern(
            "(?:(?:(?:\\d{1,2}|two|three|four|five|six|seven|several|these|the following|some|all these) )?(?:new )?(?:tasks|todos|items|things)(?: called)?\\s*[:,-]|(?:these|the following|all these)\\s*:)\\s*(.+)");
    private static final Pattern AND_ACTION = Text.pattern("\\s+and\\s+(?=(?:to )?(?:" + English.ACTIONS + ")\\b)");
    private static final Pattern STARTS_WITH_ACTION = Text.pattern("(?:to )?(?:" + English.ACTIONS + ")\\b.*");
    private static final Pattern LEAD = Text.pattern(
            "^(?:(?:that )?i (?:have|need|must)(?: to)? |that |to (?=\\p{L})|really |about |called |named |for me to |me to |for me |an? (?=\\p{L}+ ?\\p{L}*$)|:|-|,){1,8}\\s*");
    private static final Pattern TAIL = Text.pattern(
            "(?:[\\s,;:]+(?:on|at|by|due|for|from|until|before|and|with|to|in|as|is|starting|کو|تک|پر|میں|کے لیے)){1,8}$");
    private static final Pattern URDU_TAIL = Pattern.compile("\\s+(?:ہے|ہیں)$");
    private static final Pattern URDU_LEAD = Pattern.compile("^(?:مجھے |کہ |میں |کو |تک |کی |کے ){1,8}");
    private static final Pattern OBLIQUE = Pattern.compile("(\\p{L}+)نے(?: کا| کی)?$");

    private final Now now;
    private Optional<String> impossible = Optional.empty();
    private Optional<String> leftOver = Optional.empty();

    Titles(Now now) {
        this.now = now;
    }

    List<TaskChange> read(String text) {
        Matcher several = SEVERAL.matcher(text);
        List<String> each = new ArrayList<>();
        if (several.matches()) {
            each.addAll(List.of(LIST.split(several.group(1))));
        } else if (STARTS_WITH_ACTION.matcher(text).matches()) {
            each.addAll(List.of(AND_ACTION.split(text)));
        } else {
            each.add(text);
        }
        return each.stream().map(this::one).flatMap(Optional::stream).toList();
    }

    /** A date that there is not, for which a title was not read. */
    Optional<String> impossible() {
        return impossible;
    }

    /** Words about when that were not understood, for which a title was not read. */
    Optional<String> leftOver() {
        return leftOver;
    }

    private Optional<TaskChange> one(String text) {
        boolean urdu = Text.isUrdu(text);
        Marks marks = Marks.read(text);
        Moment when = When.read(marks.rest(), now);
        if (when.impossible().isPresent()) {
            impossible = when.impossible();
            return Optional.empty();
        }
        String title = Text.title(urdu ? urduTitle(when.rest()) : englishTitle(when.rest()));
        Optional<String> left = When.leftOver(when.rest(), when.day().isEmpty());
        if (left.isPresent()) {
            leftOver = left;
            return Optional.empty();
        }
        if (title.isEmpty() || ONLY_THE_WORD.matcher(title).matches()) {
            return Optional.empty();
        }
        TaskChange change = TaskChange.NONE.withTitle(title);
        if (marks.priority().isPresent()) {
            change = change.withPriority(marks.priority().get());
        }
        if (!marks.tags().isEmpty()) {
            change = change.withTags(marks.tags());
        }
        if (when.due(now).isPresent()) {
            change = change.withDue(Patch.of(when.due(now).get()));
        }
        Optional<Recurrence> recurrence = when.recurrence();
        if (recurrence.isPresent()) {
            change = change.withRecurrence(Patch.of(recurrence.get()));
        }
        return Optional.of(change);
    }

    private static String englishTitle(String text) {
        String title = TAIL.matcher(LEAD.matcher(text.strip()).replaceFirst("")).replaceFirst("");
        return title.replaceAll("\\s+([,;:])", "$1");
    }

    private static String urduTitle(String text) {
        String title = URDU_LEAD.matcher(text.strip()).replaceFirst("");
        title = URDU_TAIL.matcher(title).replaceFirst("");
        title = TAIL.matcher(title).replaceFirst("");
        // The infinitive before "کا کام" stands in its oblique form: the title takes the plain one.
        return OBLIQUE.matcher(title.strip()).replaceFirst("$1نا");
    }
}
