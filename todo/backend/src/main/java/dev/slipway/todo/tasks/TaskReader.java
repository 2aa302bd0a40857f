package dev.slipway.todo.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.todo.problem.Body;
import dev.slipway.todo.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A change as JSON says it: a field that is absent stays as it is, null empties it. The same for REST, MCP and models. */
public final class TaskReader {
    public static final int MOST_TAGS = 20;
    public static final int LONGEST_TAG = 50;
    private static final Set<String> FIELDS = Set.of(
            "title",
            "description",
            "completed",
            "priority",
            "tags",
            "due_at",
            "recurrence",
            "remind_at",
            "position",
            "subtasks");

    private static final Set<String> SUBTASK = Set.of("title", "completed");

    private TaskReader() {}

    /** @throws dev.slipway.todo.problem.Refusal with everything that is wrong */
    public static TaskChange read(@Nullable JsonNode json, ZoneId zone, boolean isNew) {
        Body body = new Body(json, FIELDS);
        if (isNew && !body.has("title") || body.isNull("title")) {
            body.error("title", "is required");
        }
        TaskChange change = new TaskChange(
                body.isNull("title")
                        ? Patch.absent()
                        : patch(body, "title", b -> b.text("title", 1, Task.LONGEST_TITLE)),
                patch(body, "description", b -> b.text("description", 0, Task.LONGEST_DESCRIPTION)),
                patch(body, "completed", b -> b.bool("completed")),
                patch(body, "priority", b -> b.parsed("priority", "low, medium or high", Priority::named)),
                patch(body, "tags", TaskReader::tags),
                patch(body, "due_at", b -> due(b, "due_at", zone)),
                patch(
                        body,
                        "recurrence",
                        b -> b.parsed(
                                "recurrence",
                                "daily, weekly, monthly, yearly or a recurrence rule (RFC 5545) from daily to yearly",
                                Recurrence::parse)),
                patch(body, "remind_at", b -> due(b, "remind_at", zone).map(due -> reminder(due, zone))),
                patch(body, "position", b -> b.number("position")),
                patch(body, "subtasks", TaskReader::subtasks));
        body.check();
        return change;
    }

    /** Tags in lower case without #, each once; or what is wrong with them. */
    public static List<String> tags(List<String> given) {
        Set<String> tags = new LinkedHashSet<>();
        for (String tag : given) {
            String plain = tag.strip().replaceFirst("^#+", "").toLowerCase(Locale.ROOT);
            if (!plain.isEmpty()) {
                tags.add(plain);
            }
        }
        return List.copyOf(tags);
    }

    public static ZoneId zone(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return ZoneId.of("UTC");
        }
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            throw Problem.invalid(
                            List.of(new Problem.FieldError("X-Time-Zone", "is not a time zone such as Asia/Karachi")))
                    .refuse();
        }
    }

    private static Instant reminder(Due due, ZoneId zone) {
        return due.reminder(zone);
    }

    private static Optional<Due> due(Body body, String field, ZoneId zone) {
        return body.parsed(
                field,
                "a date or a date and time (ISO 8601), such as 2026-12-24 or 2026-12-24T18:00:00Z",
                text -> Due.parse(text, zone));
    }

    private static Optional<List<String>> tags(Body body) {
        JsonNode node = body.node("tags");
        if (!node.isArray()) {
            body.error("tags", "has to be a list of texts");
            return Optional.empty();
        }
        if (node.size() > MOST_TAGS) {
            body.error("tags", "has to have at most " + MOST_TAGS + " entries, and has " + node.size());
            return Optional.empty();
        }
        List<String> given = new ArrayList<>();
        for (JsonNode tag : node) {
            body.text("tags[" + given.size() + "]", tag, 1, LONGEST_TAG).ifPresent(given::add);
        }
        return Optional.of(tags(given));
    }

    private static Optional<List<Subtask>> subtasks(Body body) {
        JsonNode node = body.node("subtasks");
        if (!node.isArray() || node.size() > Task.MOST_SUBTASKS) {
            body.error("subtasks", "has to be a list of at most " + Task.MOST_SUBTASKS + " subtasks");
            return Optional.empty();
        }
        List<Subtask> subtasks = new ArrayList<>();
        for (JsonNode each : node) {
            String field = "subtasks[" + subtasks.size() + "]";
            JsonNode completed = each.path("completed");
            boolean known = each.isObject() && each.properties().stream().allMatch(e -> SUBTASK.contains(e.getKey()));
            if (!known || !each.has("title") || !(completed.isBoolean() || completed.isMissingNode())) {
                body.error(field, "has to be an object with title and completed");
                return Optional.empty();
            }
            Optional<String> title = body.text(field + ".title", each.path("title"), 1, Task.LONGEST_TITLE);
            if (title.isEmpty()) {
                return Optional.empty();
            }
            subtasks.add(new Subtask(title.get(), completed.booleanValue()));
        }
        return Optional.of(subtasks);
    }

    private static <T> Patch<T> patch(Body body, String field, Function<Body, Optional<T>> reader) {
        if (!body.has(field)) {
            return Patch.absent();
        }
        return body.isNull(field)
                ? Patch.cleared()
                : reader.apply(body).map(Patch::of).orElseGet(Patch::absent);
    }
}
