package dev.slipway.todo.push;

import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The browsers of each person. */
@Singleton
final class Subscriptions {
    private static final int MOST = 20;

    void add(Handle handle, String user, Subscription subscription) {
        handle.createUpdate("""
                        insert into push_subscriptions (endpoint, user_id, p256dh, auth) values (:endpoint, :user, :p256dh, :auth)
                        on conflict (endpoint) do update
                        set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth, created_at = clock_timestamp()""")
                .bind("endpoint", subscription.endpoint())
                .bind("user", user)
                .bind("p256dh", subscription.p256dh())
                .bind("auth", subscription.auth())
                .execute();
        handle.createUpdate("""
                        delete from push_subscriptions where user_id = :user and endpoint not in
                        (select endpoint from push_subscriptions where user_id = :user order by created_at desc limit :most)""").bind("user", user).bind("most", MOST).execute();
    }

    void remove(Handle handle, String user, String endpoint) {
        handle.createUpdate("delete from push_subscriptions where user_id = :user and endpoint = :endpoint")
                .bind("user", user)
                .bind("endpoint", endpoint)
                .execute();
    }

    List<Subscription> of(Handle handle, String user) {
        return handle.createQuery(
                        "select endpoint, p256dh, auth from push_subscriptions where user_id = :user order by created_at")
                .bind("user", user)
                .map((row, context) ->
                        new Subscription(row.getString("endpoint"), row.getString("p256dh"), row.getString("auth")))
                .list();
    }
}
