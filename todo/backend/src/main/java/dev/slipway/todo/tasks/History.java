package dev.slipway.todo.tasks;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What happened to a person's tasks: the audit trail, and the outbox that tells it. */
@Singleton
public final class History {
    /** Any constant will do: all replicas use the same. */
    private static final long PUBLISHER = 7_310_051;

    /** A task as an event keeps it. */
    private static final String TASK = Rows.of("t");

    /**
     * @param id its place in the order of what the person is told; the SSE id
     * @param kind task.created, task.updated, task.completed, task.reopened, task.deleted or reminder.due
     * @param task as it was then; null when it is gone
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Event(
            long id,
            String kind,
            long taskId,
            String actor,
            Instant at,
            @Nullable Task task) {}

    public List<Event> after(Handle handle, String user, long seen, int limit) {
        return handle.createQuery("""
                        select %s, e.seq, e.kind, e.task_id as event_task, e.actor, e.created_at as event_at, e.after is null as gone
                        from events e, lateral jsonb_populate_record(null::tasks, coalesce(e.after, '{}')) t
                        where e.user_id = :user and e.seq > :seen order by e.seq limit :limit""".formatted(TASK))
                .bind("user", user)
                .bind("seen", seen)
                .bind("limit", limit)
                .map((row, context) -> event(row))
                .list();
    }

    /** An event, with whose it is. */
    public record Told(String userId, Event event) {}

    /**
     * What has been told here and not been carried on yet, in its order; nothing while another replica is at it. To be called in the
     * transaction that ends with {@link #carried}. A relay of this name that never ran begins with what is told from now on.
     */
    public List<Told> uncarried(Handle handle, String relay, int limit) {
        handle.createUpdate("""
                        insert into relays (name, seq) select :relay, coalesce(max(seq), 0) from events where seq is not null
                        on conflict do nothing""").bind("relay", relay).execute();
        return handle.createQuery("""
                        with from_here as materialized (select seq from relays where name = :relay for update skip locked)
                        select %s, e.user_id as event_user, e.seq, e.kind, e.task_id as event_task, e.actor,
                               e.created_at as event_at, e.after is null as gone
                        from from_here f, events e, lateral jsonb_populate_record(null::tasks, coalesce(e.after, '{}')) t
                        where e.seq > f.seq order by e.seq limit :limit""".formatted(TASK))
                .bind("relay", relay)
                .bind("limit", limit)
                .map((row, context) -> new Told(row.getString("event_user"), event(row)))
                .list();
    }

    /** @param seq the last event that was carried */
    public void carried(Handle handle, String relay, long seq) {
        handle.createUpdate("update relays set seq = :seq where name = :relay")
                .bind("seq", seq)
                .bind("relay", relay)
                .execute();
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getLong("seq"),
                row.getString("kind"),
                row.getLong("event_task"),
                row.getString("actor"),
                row.getTimestamp("event_at").toInstant(),
                row.getBoolean("gone") ? null : Rows.read(row));
    }

    public long newest(Handle handle, String user) {
        return handle.createQuery("select coalesce(max(seq), 0) from events where user_id = :user and seq is not null")
                .bind("user", user)
                .mapTo(Long.class)
                .one();
    }

    /**
     * Gives the next untold events their order and notifies every replica whose people they concern.
     *
     * @return how many; less than {@code limit}: none is left
     */
    public int publish(Handle handle, String channel, int limit) {
        handle.execute("select pg_advisory_xact_lock(?)", PUBLISHER);
        return handle.createQuery("""
                        with due as (select id from events where seq is null order by id limit :limit),
                        told as (update events set seq = nextval('event_order'), published_at = clock_timestamp()
                              from (select id from due order by id) d where events.id = d.id returning events.user_id),
                        notified as (select count(pg_notify(:channel, user_id)) from (select distinct user_id from told) u)
                        select (select count(*) from told) + 0 * (select * from notified)""")
                .bind("limit", limit)
                .bind("channel", channel)
                .mapTo(Integer.class)
                .one();
    }

    /** Claims the reminders that are due, each once over all replicas, and writes their events in the same statement. */
    public int remind(Handle handle, int limit) {
        return handle.createUpdate("""
                        with due as (select user_id, id from tasks
                              where remind_at <= clock_timestamp() and reminded_at is null and not completed
                              order by remind_at limit :limit for update skip locked),
                        done as (update tasks t set reminded_at = clock_timestamp() from due
                              where t.user_id = due.user_id and t.id = due.id returning t.*)
                        insert into events (user_id, kind, task_id, actor, after)
                        select user_id, 'reminder.due', id, 'reminder', to_jsonb(done) - 'search' from done""").bind("limit", limit).execute();
    }
}
