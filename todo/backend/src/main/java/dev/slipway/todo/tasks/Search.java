package dev.slipway.todo.tasks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** A {@link TaskQuery} as SQL. Only constants of this file enter the text; every value is bound. */
final class Search {
    private final String user;
    private final TaskQuery query;
    private final Instant now;

    Search(String user, TaskQuery query, Instant now) {
        this.user = user;
        this.query = query;
        this.now = now;
    }

    Tasks.Page run(Handle handle) {
        List<String> where = conditions();
        // A search looks at every task of the person anyway. Otherwise an index alone may do for the page, and for the
        // count.
        String inAll = query.search() == null ? "(" + count(where) + ")" : "count(*) over ()";
        String sql = "select " + Rows.COLUMNS + ", " + inAll + " as total from tasks where "
                + String.join(" and ", where) + " order by " + order() + " limit :limit offset :offset";
        int[] total = {0};
        List<Task> tasks = bind(handle.createQuery(sql))
                .map((row, context) -> {
                    total[0] = row.getInt("total");
                    return Rows.read(row);
                })
                .list();
        return new Tasks.Page(tasks, tasks.isEmpty() && query.offset() > 0 ? count(handle, where) : total[0]);
    }

    private static String count(List<String> where) {
        return "select count(*) from tasks where " + String.join(" and ", where);
    }

    private int count(Handle handle, List<String> where) {
        return bind(handle.createQuery(count(where) + " and :limit is not null and :offset is not null"))
                .mapTo(Integer.class)
                .one();
    }

    private List<String> conditions() {
        List<String> where = new ArrayList<>();
        where.add("user_id = :user");
        switch (query.status()) {
            case ALL -> {}
            case PENDING -> where.add("not completed");
            case COMPLETED -> where.add("completed");
        }
        if (query.search() != null) {
            // Whole words in title and description, any part of the title, or a title that resembles it (typing
            // errors).
            where.add(
                    "(search @@ websearch_to_tsquery('simple', :search) or title ilike :part or description ilike :part"
                            + " or word_similarity(:search, title) >= 0.4 or array_to_string(tags, ' ') ilike :part)");
        }
        if (query.priority() != null) {
            where.add("priority = :priority");
        }
        if (!query.tags().isEmpty()) {
            where.add("tags @> cast(:tags as text[])");
        }
        if (query.dueFrom() != null) {
            where.add("due_at >= :due_from");
        }
        if (query.dueBefore() != null) {
            where.add("due_at < :due_before");
        }
        if (query.overdue()) {
            where.add("not completed and due_at < :now");
        }
        if (query.undated()) {
            where.add("due_at is null");
        }
        if (query.completedFrom() != null) {
            where.add("completed_at >= :completed_from");
        }
        if (query.completedBefore() != null) {
            where.add("completed_at < :completed_before");
        }
        if (query.ids() != null) {
            where.add("id = any(cast(string_to_array(:ids, ',') as bigint[]))");
        }
        return where;
    }

    private String order() {
        TaskQuery.Sort sort = query.sort();
        if (sort == null && query.search() != null) {
            return "ts_rank(search, websearch_to_tsquery('simple', :search)) + word_similarity(:search, title) desc, id desc";
        }
        TaskQuery.Sort by = sort == null ? TaskQuery.Sort.CREATED : sort;
        boolean descending = query.descending() == null ? by.descendingByDefault : query.descending();
        return by.column + (descending ? " desc" : " asc") + " nulls last, id" + (descending ? " desc" : " asc");
    }

    private Query bind(Query sql) {
        Query bound = sql.bind("user", user).bind("limit", query.limit()).bind("offset", query.offset());
        if (query.search() != null) {
            String escaped =
                    query.search().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
            bound.bind("search", query.search()).bind("part", "%" + escaped + "%");
        }
        if (query.priority() != null) {
            bound.bind("priority", query.priority().rank());
        }
        if (!query.tags().isEmpty()) {
            bound.bindArray("tags", String.class, query.tags());
        }
        if (query.dueFrom() != null) {
            bound.bind("due_from", Rows.time(query.dueFrom()));
        }
        if (query.dueBefore() != null) {
            bound.bind("due_before", Rows.time(query.dueBefore()));
        }
        if (query.overdue()) {
            bound.bind("now", Rows.time(now));
        }
        if (query.completedFrom() != null) {
            bound.bind("completed_from", Rows.time(query.completedFrom()));
        }
        if (query.completedBefore() != null) {
            bound.bind("completed_before", Rows.time(query.completedBefore()));
        }
        if (query.ids() != null) {
            bound.bind("ids", query.ids().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return bound;
    }
}
