package dev.slipway.todo.tasks;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Takes back what a person's last chat message changed, and what was deleted, from the audit trail. */
@Singleton
public final class Undo {
    private static final String RESTORED =
            "title, description, completed, completed_at, priority, tags, due_at, all_day,"
                    + " recurrence, time_zone, series_id, remind_at, position, subtasks";

    /** The same as an event keeps it; one from before there were subtasks has none. */
    private static final String KEPT = RESTORED.replace("subtasks", "coalesce(subtasks, '[]')");

    private final Tasks tasks;

    Undo(Tasks tasks) {
        this.tasks = tasks;
    }

    /** What was taken back: the task as it was before and as it is now; null where it is not there. */
    public record Step(@Nullable Task was, @Nullable Task now) {}

    private record Entry(long id, String kind, long taskId) {}

    /** Empty when there is nothing to take back. To be called in a transaction. */
    public List<Step> last(Handle handle, String user) {
        Optional<Long> turn =
                handle.createQuery("""
                        select turn from events where user_id = :user and turn is not null and not undone
                        order by id desc limit 1""").bind("user", user).mapTo(Long.class).findOne();
        if (turn.isEmpty()) {
            return List.of();
        }
        List<Entry> entries = handle.createQuery("""
                        update events set undone = true where user_id = :user and turn = :turn and not undone
                        returning id, kind, task_id""")
                .bind("user", user)
                .bind("turn", turn.get())
                .map((row, context) -> new Entry(row.getLong("id"), row.getString("kind"), row.getLong("task_id")))
                .list();
        List<Step> steps = new ArrayList<>();
        entries.stream().sorted((a, b) -> Long.compare(b.id(), a.id())).forEach(entry -> {
            Task was = tasks.find(handle, user, entry.taskId()).orElse(null);
            Task now = switch (entry.kind()) {
                case "task.created" -> {
                    tasks.delete(handle, user, entry.taskId(), OptionalInt.empty(), Source.UNDO);
                    yield null;
                }
                case "task.deleted" -> bringBack(handle, entry);
                default -> putBack(handle, user, entry);
            };
            steps.add(new Step(was, now));
        });
        return steps;
    }

    /** The task of this number that was deleted last, with its number and its place; empty where there is none. In a transaction. */
    Optional<Task> restore(Handle handle, String user, long id) {
        return handle.createQuery("""
                        select id, kind, task_id from events where user_id = :user and task_id = :task and kind = 'task.deleted'
                        order by id desc limit 1""")
                .bind("user", user)
                .bind("task", id)
                .map((row, context) -> new Entry(row.getLong("id"), row.getString("kind"), row.getLong("task_id")))
                .findOne()
                .flatMap(entry -> Optional.ofNullable(bringBack(handle, entry)));
    }

    private static @Nullable Task bringBack(Handle handle, Entry entry) {
        return handle.createQuery("""
                        with old as (select (jsonb_populate_record(null::tasks, before)).* from events where id = :event),
                        new as (insert into tasks (user_id, id, created_at, reminded_at, version, %1$s)
                              select user_id, id, created_at, reminded_at, version + 1, %3$s from old
                              on conflict do nothing returning *),
                        e as (insert into events (user_id, kind, task_id, actor, after)
                              select user_id, 'task.created', id, 'undo', to_jsonb(new) - 'search' from new)
                        select %2$s from new""".formatted(RESTORED, Rows.COLUMNS, KEPT))
                .bind("event", entry.id())
                .map((row, context) -> Rows.read(row))
                .findOne()
                .orElse(null);
    }

    private static @Nullable Task putBack(Handle handle, String user, Entry entry) {
        return handle.createQuery("""
                        with old as (select (jsonb_populate_record(null::tasks, before)).* from events where id = :event),
                        new as (update tasks set (version, updated_at, %1$s) =
                                (select tasks.version + 1, clock_timestamp(), %3$s from old)
                              where user_id = :user and id = :id returning *),
                        e as (insert into events (user_id, kind, task_id, actor, after)
                              select user_id, 'task.updated', id, 'undo', to_jsonb(new) - 'search' from new)
                        select %2$s from new""".formatted(RESTORED, Rows.COLUMNS, KEPT))
                .bind("event", entry.id())
                .bind("user", user)
                .bind("id", entry.taskId())
                .map((row, context) -> Rows.read(row))
                .findOne()
                .orElse(null);
    }
}
