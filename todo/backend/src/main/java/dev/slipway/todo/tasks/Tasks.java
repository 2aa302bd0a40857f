package dev.slipway.todo.tasks;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * One person's tasks. Every statement names the person; every change writes its event in the same transaction. The caller
 * decides what else belongs to the transaction: it passes the handle.
 */
@Singleton
public final class Tasks {
    /** What the database replaces by the person's next number. */
    private static final long UNNUMBERED = 0;

    /** How often a change is tried again when another one came between reading and writing. */
    private static final int TRIES = 5;

    private final Clock clock;

    Tasks(Clock clock) {
        this.clock = clock;
    }

    /** @param total how many there are in all, whatever the page's size */
    public record Page(List<Task> tasks, int total) {}

    /** What completing or changing a task did: also the next one of its recurrence, where one came to be. */
    public record Changed(Task before, Task task, Optional<Task> next) {}

    public Page list(Handle handle, String user, TaskQuery query) {
        return new Search(user, query, clock.instant()).run(handle);
    }

    public Optional<Task> find(Handle handle, String user, long id) {
        return handle.createQuery("select " + Rows.COLUMNS + " from tasks where user_id = :user and id = :id")
                .bind("user", user)
                .bind("id", id)
                .map((row, context) -> Rows.read(row))
                .findOne();
    }

    /** Where the person is, as their last new task said. */
    public ZoneId zone(Handle handle, String user) {
        return handle.createQuery("select time_zone from people where user_id = :user")
                .bind("user", user)
                .mapTo(String.class)
                .findOne()
                .map(ZoneId::of)
                .orElse(ZoneId.of("UTC"));
    }

    public Task add(Handle handle, String user, ZoneId zone, TaskChange content, Source source) {
        return insert(handle, created(user, zone, content), zone, null, source).orElseThrow();
    }

    /**
     * A new task, once for all requests of this name, whichever replica takes them: later ones get the task as it is by then. Not
     * to be called in a transaction.
     */
    public Task addOnce(Handle handle, String user, ZoneId zone, TaskChange content, String requestKey, Source source) {
        return ofRequest(handle, user, requestKey)
                .or(() -> insert(handle, created(user, zone, content), zone, requestKey, source))
                // The same request came in twice at once, and the other one was first.
                .or(() -> ofRequest(handle, user, requestKey))
                .orElseThrow();
    }

    private static Optional<Task> ofRequest(Handle handle, String user, String requestKey) {
        return handle.createQuery(
                        "select " + Rows.COLUMNS + " from tasks where user_id = :user and request_key = :request")
                .bind("user", user)
                .bind("request", requestKey)
                .map((row, context) -> Rows.read(row))
                .findOne();
    }

    private Task created(String user, ZoneId zone, TaskChange content) {
        Instant now = clock.instant();
        Task empty = new Task(
                UNNUMBERED,
                user,
                "",
                null,
                false,
                null,
                Priority.MEDIUM,
                List.of(),
                null,
                false,
                null,
                zone.getId(),
                null,
                null,
                0,
                List.of(),
                1,
                now,
                now);
        return content.over(empty, zone, now);
    }

    /**
     * @param expected version that the caller saw; empty: whatever it is
     * @throws VersionConflict if the task has another version
     */
    public Optional<Changed> change(
            Handle handle, String user, ZoneId zone, long id, OptionalInt expected, TaskChange change, Source source) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Task> found = find(handle, user, id);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Task before = found.get();
            if (expected.isPresent() && expected.getAsInt() != before.version()) {
                throw new VersionConflict(before.version());
            }
            Task wanted = change.over(before, zone, clock.instant());
            if (wanted.sameContent(before)) {
                return Optional.of(new Changed(before, before, Optional.empty()));
            }
            Optional<Task> after = update(handle, before, wanted, source);
            if (after.isPresent()) {
                Optional<Task> next = !before.completed() && after.get().completed()
                        ? continueSeries(handle, after.get(), source)
                        : Optional.empty();
                if (before.completed() && !after.get().completed()) {
                    takeBackNext(handle, after.get(), source);
                }
                return Optional.of(new Changed(before, after.get(), next));
            }
        }
        throw new VersionConflict(-1);
    }

    public Optional<Task> delete(Handle handle, String user, long id, OptionalInt expected, Source source) {
        Optional<Task> found = find(handle, user, id);
        if (found.isPresent()
                && expected.isPresent()
                && expected.getAsInt() != found.get().version()) {
            throw new VersionConflict(found.get().version());
        }
        return handle.createQuery("""
                        with old as (delete from tasks where user_id = :user and id = :id returning *),
                        e as (insert into events (user_id, kind, task_id, actor, turn, before)
                              select user_id, 'task.deleted', id, :actor, cast(:turn as bigint), to_jsonb(old) - 'search' from old)
                        select\s""" + Rows.COLUMNS + " from old")
                .bind("user", user)
                .bind("id", id)
                .bind("actor", source.actor())
                .bind("turn", source.turn())
                .map((row, context) -> Rows.read(row))
                .findOne();
    }

    /** Gives the task the person's next number. Empty when a task of this request is there already. */
    private static Optional<Task> insert(
            Handle handle, Task task, ZoneId zone, @Nullable String requestKey, Source source) {
        return bind(handle.createQuery("""
                        with number as (insert into people as p (user_id, last_task_id, time_zone) values (:user, 1, :zone)
                              on conflict (user_id) do update set last_task_id = p.last_task_id + 1, time_zone = excluded.time_zone
                              returning last_task_id),
                        new as (insert into tasks (user_id, id, title, description, completed, completed_at, priority, tags,
                                due_at, all_day, recurrence, time_zone, series_id, remind_at, position, subtasks, request_key)
                              values (:user, (select last_task_id from number), :title, :description, :completed, :completed_at, :priority, :tags,
                                :due_at, :all_day, :recurrence, :time_zone, :series_id, :remind_at, :position, cast(:subtasks as jsonb), :request)
                              on conflict (user_id, request_key) where request_key is not null do nothing returning *),
                        e as (insert into events (user_id, kind, task_id, actor, turn, after)
                              select user_id, 'task.created', id, :actor, cast(:turn as bigint), to_jsonb(new) - 'search' from new)
                        select\s""" + Rows.COLUMNS + " from new"), task, source)
                .bind("zone", zone.getId())
                .bind("request", requestKey)
                .map((row, context) -> Rows.read(row))
                .findOne();
    }

    /** Empty when the task is no longer at the version of {@code before}. */
    private static Optional<Task> update(Handle handle, Task before, Task wanted, Source source) {
        return bind(handle.createQuery("""
                        with old as (select * from tasks where user_id = :user and id = :id and version = :version),
                        new as (update tasks set title = :title, description = :description, completed = :completed,
                                completed_at = :completed_at, priority = :priority, tags = :tags, due_at = :due_at,
                                all_day = :all_day, recurrence = :recurrence, time_zone = :time_zone,
                                reminded_at = case when remind_at is distinct from :remind_at then null else reminded_at end,
                                remind_at = :remind_at, position = :position, subtasks = cast(:subtasks as jsonb), version = version + 1,
                                updated_at = clock_timestamp()
                              where user_id = :user and id = :id and version = :version returning *),
                        e as (insert into events (user_id, kind, task_id, actor, turn, before, after)
                              select new.user_id, case when new.completed and not old.completed then 'task.completed'
                                       when old.completed and not new.completed then 'task.reopened' else 'task.updated' end,
                                     new.id, :actor, cast(:turn as bigint), to_jsonb(old) - 'search', to_jsonb(new) - 'search'
                              from new, old)
                        select\s""" + Rows.COLUMNS + " from new"), wanted, source)
                .bind("id", before.id())
                .bind("version", before.version())
                .map((row, context) -> Rows.read(row))
                .findOne();
    }

    private Optional<Task> continueSeries(Handle handle, Task done, Source source) {
        Recurrence rule = done.recurrence();
        if (rule == null) {
            return Optional.empty();
        }
        ZoneId zone = ZoneId.of(done.timeZone());
        Instant now = clock.instant();
        Due due = done.due();
        // Without a due date it comes again counted from when it was done.
        return rule.after(due == null ? new Due(now, false) : due, zone, now).map(next -> {
            Task copy = new Task(
                    UNNUMBERED,
                    done.userId(),
                    done.title(),
                    done.description(),
                    false,
                    null,
                    done.priority(),
                    done.tags(),
                    next.due().at(),
                    next.due().allDay(),
                    next.rule(),
                    done.timeZone(),
                    done.seriesId() == null ? Long.valueOf(done.id()) : done.seriesId(),
                    reminder(done, next.due(), zone),
                    done.position(),
                    done.subtasks().stream()
                            .map(each -> new Subtask(each.title(), false))
                            .toList(),
                    1,
                    now,
                    now);
            return insert(handle, copy, zone, null, source.recurring()).orElseThrow();
        });
    }

    /** The reminder keeps its distance to the due date. */
    private static @Nullable Instant reminder(Task done, Due next, ZoneId zone) {
        if (done.remindAt() == null) {
            return null;
        }
        return done.dueAt() == null
                ? next.reminder(zone)
                : next.at().minus(Duration.between(done.remindAt(), done.dueAt()));
    }

    /** A task reopened takes back the next one that completing it had made, unless that was touched since. */
    private void takeBackNext(Handle handle, Task reopened, Source source) {
        if (reopened.recurrence() == null) {
            return;
        }
        long series = reopened.seriesId() == null ? reopened.id() : reopened.seriesId();
        handle.createQuery("""
                        select id from tasks where user_id = :user and series_id = :series and id > :id and version = 1
                        and not completed order by id limit 1""")
                .bind("user", reopened.userId())
                .bind("series", series)
                .bind("id", reopened.id())
                .mapTo(Long.class)
                .findOne()
                .ifPresent(next -> delete(handle, reopened.userId(), next, OptionalInt.empty(), source.recurring()));
    }

    private static Query bind(Query query, Task task, Source source) {
        return query.bind("user", task.userId())
                .bind("title", task.title())
                .bind("description", task.description())
                .bind("completed", task.completed())
                .bind("completed_at", Rows.time(task.completedAt()))
                .bind("priority", task.priority().rank())
                .bindArray("tags", String.class, task.tags())
                .bind("due_at", Rows.time(task.dueAt()))
                .bind("all_day", task.allDay())
                .bind(
                        "recurrence",
                        task.recurrence() == null ? null : task.recurrence().toString())
                .bind("time_zone", task.timeZone())
                .bind("series_id", task.seriesId())
                .bind("remind_at", Rows.time(task.remindAt()))
                .bind("position", task.position())
                .bind("subtasks", Steps.write(task.subtasks()))
                .bind("actor", source.actor())
                .bind("turn", source.turn());
    }
}
