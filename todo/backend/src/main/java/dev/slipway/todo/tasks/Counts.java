package dev.slipway.todo.tasks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * How many tasks are still to be done, by where the page shows them.
 *
 * @param open all of them
 * @param today due today or before
 * @param upcoming due after today
 * @param lists by tag, the largest first
 */
record Counts(int open, int today, int upcoming, List<Lot> lists) {
    private static final int MOST_LISTS = 50;

    /** The open tasks of one tag. */
    record Lot(String tag, int count) {}

    static Counts of(Handle handle, String user, ZoneId zone, Instant now) {
        Instant tomorrow =
                LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
        List<Lot> lists = handle.createQuery("""
                        select tag, count(*) as count from tasks, unnest(tags) as tag where user_id = :user and not completed
                        group by tag order by count(*) desc, tag limit :most""")
                .bind("user", user)
                .bind("most", MOST_LISTS)
                .map((row, context) -> new Lot(row.getString("tag"), row.getInt("count")))
                .list();
        return handle.createQuery("""
                        select count(*) as open, count(*) filter (where due_at < :tomorrow) as today,
                          count(*) filter (where due_at >= :tomorrow) as upcoming
                        from tasks where user_id = :user and not completed""")
                .bind("user", user)
                .bind("tomorrow", Rows.time(tomorrow))
                .map((row, context) ->
                        new Counts(row.getInt("open"), row.getInt("today"), row.getInt("upcoming"), lists))
                .one();
    }
}
