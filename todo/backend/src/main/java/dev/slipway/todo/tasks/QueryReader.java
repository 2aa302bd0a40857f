package dev.slipway.todo.tasks;

import dev.slipway.todo.problem.Problem;
import dev.slipway.todo.problem.Text;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A {@link TaskQuery} from a URL's parameters; collects everything that is wrong. Unknown parameters are left alone. */
final class QueryReader {
    private static final int LONGEST_SEARCH = 200;
    private static final int DEFAULT_LIMIT = 100;
    private static final int FARTHEST = 100_000;

    private final MultivaluedMap<String, String> given;
    private final List<Problem.FieldError> errors = new ArrayList<>();

    private QueryReader(MultivaluedMap<String, String> given) {
        this.given = given;
    }

    static TaskQuery read(MultivaluedMap<String, String> given, ZoneId zone) {
        QueryReader reader = new QueryReader(given);
        TaskQuery query = reader.query(zone);
        if (!reader.errors.isEmpty()) {
            throw Problem.invalid(reader.errors).refuse();
        }
        return query;
    }

    private TaskQuery query(ZoneId zone) {
        String date = "a date or a date and time (ISO 8601)";
        TaskQuery.Status status = one("status", "all, pending or completed", TaskQuery.Status::named);
        Boolean descending = one("order", "asc or desc", QueryReader::descending);
        Boolean overdue = one("overdue", "true or false", QueryReader::bool);
        Boolean undated = one("undated", "true or false", QueryReader::bool);
        Integer limit = one("limit", "a number from 1 to " + TaskQuery.MOST, text -> number(text, 1, TaskQuery.MOST));
        Integer offset = one("offset", "a number from 0 to " + FARTHEST, text -> number(text, 0, FARTHEST));
        return new TaskQuery(
                status == null ? TaskQuery.Status.ALL : status,
                one("search", "at most " + LONGEST_SEARCH + " characters of valid text", QueryReader::search),
                one("priority", "low, medium or high", Priority::named),
                TaskReader.tags(tags()),
                one("due_from", date, text -> instant(text, zone)),
                one("due_before", date, text -> instant(text, zone)),
                overdue != null && overdue,
                undated != null && undated,
                one("sort", "created, title, due_date, priority or position", TaskQuery.Sort::named),
                descending,
                limit == null ? DEFAULT_LIMIT : limit,
                offset == null ? 0 : offset);
    }

    private <T> @Nullable T one(String name, String expected, Function<String, Optional<T>> reader) {
        String text = given.getFirst(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        Optional<T> value = reader.apply(text.strip());
        if (value.isEmpty()) {
            errors.add(new Problem.FieldError(name, "has to be " + expected));
        }
        return value.orElse(null);
    }

    private List<String> tags() {
        List<String> tags = given.getOrDefault("tag", List.of());
        if (tags.size() > TaskReader.MOST_TAGS
                || tags.stream().anyMatch(tag -> Text.unstorable(tag).isPresent())) {
            errors.add(new Problem.FieldError("tag", "has to be at most " + TaskReader.MOST_TAGS + " valid texts"));
        }
        return tags;
    }

    private static Optional<String> search(String text) {
        return Optional.of(text)
                .filter(t ->
                        Text.length(t) <= LONGEST_SEARCH && Text.unstorable(t).isEmpty());
    }

    /** The start of a whole day, else the moment itself. */
    private static Optional<Instant> instant(String text, ZoneId zone) {
        return Due.parse(text, zone)
                .map(due -> due.allDay()
                        ? due.at().atZone(zone).toLocalDate().atStartOfDay(zone).toInstant()
                        : due.at());
    }

    private static Optional<Boolean> descending(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "asc" -> Optional.of(false);
            case "desc" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> number(String text, int least, int most) {
        return Optional.of(text)
                .filter(t -> t.matches("\\d{1,7}"))
                .map(Integer::valueOf)
                .filter(n -> n >= least && n <= most);
    }
}
