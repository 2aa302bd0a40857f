package dev.slipway.todo.events;

import dev.slipway.todo.tasks.History;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Carries what has been told to another system, at least once and in order: one replica at a time, which remembers how far it came
 * only when the other system has confirmed it. On a thread of its own: when that system is away, people here notice nothing.
 */
final class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int BATCH = 200;

    private final Jdbi database;
    private final History history;
    private final Carrier carrier;
    private final String name;
    private final Semaphore work = new Semaphore(1);
    private final Thread thread = Thread.ofVirtual().name("relay").unstarted(this::run);
    private volatile boolean stopping;

    /** @param name under which the database remembers how far it came */
    Relay(Jdbi database, History history, Carrier carrier, String name) {
        this.database = database;
        this.history = history;
        this.carrier = carrier;
        this.name = name;
    }

    void start() {
        thread.start();
    }

    void wake() {
        work.release();
    }

    void stop() throws InterruptedException {
        stopping = true;
        work.release();
        thread.join(Duration.ofSeconds(5));
        carrier.close();
    }

    /** @return whether there may be more; false, too, while another replica is at it */
    boolean carry() throws ExecutionException, InterruptedException {
        try {
            return database.inTransaction(TransactionIsolationLevel.READ_COMMITTED, handle -> {
                List<History.Told> events = history.uncarried(handle, name, BATCH);
                if (!events.isEmpty()) {
                    carrier.carry(events);
                    history.carried(handle, name, events.getLast().event().id());
                }
                return events.size() == BATCH;
            });
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        while (!stopping) {
            try {
                work.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                work.drainPermits();
                while (carry()) {
                    LOG.debug("more events are to be carried");
                }
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | RuntimeException e) {
                LOG.warnf(
                        "Events wait to be carried to %s: %s",
                        name, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                work.drainPermits();
            }
        }
    }
}
