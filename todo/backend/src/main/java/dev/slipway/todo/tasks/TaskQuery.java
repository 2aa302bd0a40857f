package dev.slipway.todo.tasks;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks, in what order.
 *
 * @param tags all of them
 * @param dueFrom from this moment on; @param dueBefore up to, not with, this moment
 * @param overdue open and due before now
 * @param undated without a due date
 * @param sort null: by relevance when searching, else the newest first
 * @param limit 1 to 500
 * @param completedFrom completed from this moment on; @param completedBefore up to, not with, this moment
 * @param ids only tasks of these numbers; null: whatever their number
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TaskQuery(
        Status status,
        @Nullable String search,
        @Nullable Priority priority,
        List<String> tags,
        @Nullable Instant dueFrom,
        @Nullable Instant dueBefore,
        boolean overdue,
        boolean undated,
        @Nullable Sort sort,
        @Nullable Boolean descending,
        int limit,
        int offset,
        @Nullable Instant completedFrom,
        @Nullable Instant completedBefore,
        @Nullable List<Long> ids) {
    public static final int MOST = 500;
    public static final TaskQuery ALL =
            new TaskQuery(Status.ALL, null, null, List.of(), null, null, false, false, null, null, MOST, 0);

    public TaskQuery {
        tags = List.copyOf(tags);
        ids = ids == null ? null : List.copyOf(ids);
    }

    public TaskQuery(
            Status status,
            @Nullable String search,
            @Nullable Priority priority,
            List<String> tags,
            @Nullable Instant dueFrom,
            @Nullable Instant dueBefore,
            boolean overdue,
            boolean undated,
            @Nullable Sort sort,
            @Nullable Boolean descending,
            int limit,
            int offset) {
        this(
                status,
                search,
                priority,
                tags,
                dueFrom,
                dueBefore,
                overdue,
                undated,
                sort,
                descending,
                limit,
                offset,
                null,
                null,
                null);
    }

    /** Only what was completed in this time. */
    public TaskQuery completedIn(@Nullable Instant from, @Nullable Instant before) {
        return new TaskQuery(
                status,
                search,
                priority,
                tags,
                dueFrom,
                dueBefore,
                overdue,
                undated,
                sort,
                descending,
                limit,
                offset,
                from,
                before,
                ids);
    }

    /** Only tasks of these numbers. */
    public TaskQuery only(List<Long> numbers) {
        return new TaskQuery(
                status,
                search,
                priority,
                tags,
                dueFrom,
                dueBefore,
                overdue,
                undated,
                sort,
                descending,
                limit,
                offset,
                completedFrom,
                completedBefore,
                numbers);
    }

    public TaskQuery searching(String words) {
        return new TaskQuery(
                status,
                words,
                priority,
                tags,
                dueFrom,
                dueBefore,
                overdue,
                undated,
                sort,
                descending,
                limit,
                offset,
                completedFrom,
                completedBefore,
                ids);
    }

    public TaskQuery sortedBy(Sort by) {
        return new TaskQuery(
                status,
                search,
                priority,
                tags,
                dueFrom,
                dueBefore,
                overdue,
                undated,
                by,
                descending,
                limit,
                offset,
                completedFrom,
                completedBefore,
                ids);
    }

    public enum Status {
        ALL,
        PENDING,
        COMPLETED;

        public static Optional<Status> named(String name) {
            return switch (name.strip().toLowerCase(Locale.ROOT)) {
                case "all" -> Optional.of(ALL);
                case "pending", "open", "active" -> Optional.of(PENDING);
                case "completed", "done" -> Optional.of(COMPLETED);
                default -> Optional.empty();
            };
        }
    }

    public enum Sort {
        // Numbers are given in the order of creation, and the primary key has them in order.
        CREATED("id", true),
        TITLE("lower(title)", false),
        DUE_DATE("due_at", false),
        PRIORITY("priority", true),
        POSITION("position", false);

        final String column;
        final boolean descendingByDefault;

        Sort(String column, boolean descendingByDefault) {
            this.column = column;
            this.descendingByDefault = descendingByDefault;
        }

        public static Optional<Sort> named(String name) {
            return switch (name.strip().toLowerCase(Locale.ROOT)) {
                case "created", "created_at" -> Optional.of(CREATED);
                case "title" -> Optional.of(TITLE);
                case "due_date", "due_at", "due" -> Optional.of(DUE_DATE);
                case "priority" -> Optional.of(PRIORITY);
                case "position", "manual" -> Optional.of(POSITION);
                default -> Optional.empty();
            };
        }
    }
}
