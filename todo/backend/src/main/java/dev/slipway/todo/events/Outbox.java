package dev.slipway.todo.events;

import dev.slipway.todo.tasks.History;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells what has been committed: at once after a request to this replica, and within a second whatever a killed replica left.
 * From there events are carried on to what else is configured. Also looks for reminders that are due.
 */
@Singleton
final class Outbox {
    static final String CHANNEL = "todo_events";
    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** At least between two rounds: what is changed meanwhile is told together. */
    private static final Duration GATHER = Duration.ofMillis(30);

    private static final int BATCH = 200;
    private static final Set<HttpMethod> CHANGING =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final Jdbi database;
    private final History history;
    private final List<Relay> relays;
    private final Semaphore work = new Semaphore(0);
    private final Thread publisher = Thread.ofVirtual().name("outbox").unstarted(this::publish);
    private volatile boolean stopping;

    Outbox(Jdbi database, History history, Relays relays) {
        this.database = database;
        this.history = history;
        this.relays = relays.all();
    }

    void start(@Observes StartupEvent event) {
        publisher.start();
        relays.forEach(Relay::start);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        work.release();
        publisher.join(Duration.ofSeconds(2));
        for (Relay relay : relays) {
            relay.stop();
        }
    }

    void watch(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (CHANGING.contains(context.request().method())) {
                        context.addEndHandler(done -> work.release());
                    }
                    context.next();
                },
                400);
    }

    private void publish() {
        long nextReminders = System.nanoTime();
        while (!stopping) {
            try {
                work.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                work.drainPermits();
                if (System.nanoTime() - nextReminders >= 0) {
                    nextReminders = System.nanoTime() + PAUSE.toNanos();
                    while (database.withHandle(handle -> history.remind(handle, BATCH)) == BATCH) {
                        LOG.debug("more reminders are due");
                    }
                }
                int told;
                do {
                    told = database.inTransaction(handle -> history.publish(handle, CHANNEL, BATCH));
                    if (told > 0) {
                        relays.forEach(Relay::wake);
                    }
                } while (told == BATCH);
                Thread.sleep(GATHER);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The database is away: what is not told now is told when it is back.
                LOG.warnf(
                        "Events wait: %s",
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.multipliedBy(2));
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
