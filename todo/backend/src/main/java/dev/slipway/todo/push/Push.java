package dev.slipway.todo.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.todo.tasks.Task;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Tells a person's browsers of a reminder, whether or not a page is open there. Does nothing where no keys are configured. */
@Singleton
public final class Push {
    private static final Logger LOG = Logger.getLogger(Push.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long a push service keeps a message for a browser that is not on. */
    private static final Duration KEPT = Duration.ofHours(12);

    private static final int GONE = 410;
    private static final int MOST_AT_ONCE = 100;

    private final Jdbi database;
    private final Subscriptions subscriptions;
    private final Clock clock;
    private final Optional<Vapid> vapid;
    private final boolean anyAddress;
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);

    Push(
            Jdbi database,
            Subscriptions subscriptions,
            Clock clock,
            @ConfigProperty(name = "todo.vapid.public-key") Optional<String> publicKey,
            @ConfigProperty(name = "todo.vapid.private-key") Optional<String> privateKey,
            @ConfigProperty(name = "todo.vapid.subject") String subject,
            @ConfigProperty(name = "todo.push.any-address") boolean anyAddress) {
        this.database = database;
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.vapid = publicKey.flatMap(key -> privateKey.map(secret -> Vapid.of(key, secret, subject)));
        this.anyAddress = anyAddress;
    }

    public boolean configured() {
        return vapid.isPresent();
    }

    /** With which browsers subscribe; empty where nothing is sent. */
    Optional<String> publicKey() {
        return vapid.map(Vapid::publicKey);
    }

    /**
     * Tells all browsers of this person, on a thread of their own: slow ones keep nobody else waiting. One that cannot be reached
     * misses it; one that is gone is forgotten.
     */
    public void remind(String user, Task task) {
        Thread.ofVirtual().name("push").start(() -> {
            try {
                atOnce.acquire();
                try {
                    tell(user, task);
                } finally {
                    atOnce.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warnf("Nobody could be told of a reminder: %s", e.getMessage());
            }
        });
    }

    private void tell(String user, Task task) throws InterruptedException {
        List<Subscription> all = database.withHandle(handle -> subscriptions.of(handle, user));
        if (vapid.isEmpty() || all.isEmpty()) {
            return;
        }
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (Subscription one : all) {
                try {
                    if (!send(client, vapid.get(), one, message(task), task.id())) {
                        database.useHandle(handle -> subscriptions.remove(handle, user, one.endpoint()));
                    }
                } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                    LOG.warnf("A browser could not be told of a reminder: %s", e.getMessage());
                }
            }
        }
    }

    /** @return false if there is no such browser any more */
    private boolean send(HttpClient client, Vapid sender, Subscription to, byte[] message, long task)
            throws IOException, GeneralSecurityException, InterruptedException {
        URI endpoint = URI.create(to.endpoint());
        if (!anyAddress) {
            refuseInside(endpoint);
        }
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Authorization", sender.authorization(endpoint, clock.instant()))
                .header("Content-Encoding", "aes128gcm")
                .header("Content-Type", "application/octet-stream")
                .header("TTL", Long.toString(KEPT.toSeconds()))
                .header("Urgency", "high")
                // Of several that wait for a browser, the last one counts.
                .header("Topic", "task-" + task)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Sealed.seal(message, to)))
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status == 404 || status == GONE) {
            return false;
        }
        if (status >= 300) {
            LOG.warnf("The push service %s answered %d", endpoint.getHost(), status);
        }
        return true;
    }

    /** The address came from outside: it must not reach what only this machine's network can. */
    private static void refuseInside(URI endpoint) throws IOException {
        if (!"https".equals(endpoint.getScheme())) {
            throw new IOException("not https: " + endpoint.getHost());
        }
        for (InetAddress address : InetAddress.getAllByName(endpoint.getHost())) {
            boolean uniqueLocal = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
            if (address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isAnyLocalAddress()
                    || address.isMulticastAddress()
                    || uniqueLocal) {
                throw new IOException("no public address: " + endpoint.getHost());
            }
        }
    }

    private static byte[] message(Task task) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("task_id", task.id()).put("title", task.title());
        message.put("due_at", task.dueAt() == null ? null : task.dueAt().toString());
        message.put("all_day", task.allDay());
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }
}
