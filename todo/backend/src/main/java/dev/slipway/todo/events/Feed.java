package dev.slipway.todo.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.todo.problem.Problem;
import dev.slipway.todo.tasks.History;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * The people who listen at this replica. A notification from the database only wakes them; what they are told they read from
 * the table, from where they left off, so that nothing is lost or told twice whatever connection breaks.
 */
@Singleton
final class Feed {
    private static final Logger LOG = Logger.getLogger(Feed.class);
    private static final int WAIT_MS = 2000;
    private static final int BATCH = 200;
    /** Each holds a thread, and asks the database at every change. */
    private static final int MOST_STREAMS = 20;

    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration SLOWEST = Duration.ofSeconds(10);

    private final Jdbi database;
    private final History history;
    private final ObjectMapper mapper;
    private final String url;
    private final String user;
    private final String password;
    private final Map<String, Set<Listener>> listeners = new ConcurrentHashMap<>();
    private final Thread ear = Thread.ofVirtual().name("event-feed").unstarted(this::listen);
    private volatile boolean stopping;

    Feed(
            Jdbi database,
            History history,
            ObjectMapper mapper,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.database = database;
        this.history = history;
        this.mapper = mapper;
        this.url = url;
        this.user = user;
        this.password = password;
    }

    void start(@Observes StartupEvent event) {
        ear.start();
    }

    /** Streams would keep this replica from stopping; whoever listens comes back to another one and misses nothing. */
    void close(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        listeners.values().forEach(all -> all.forEach(Listener::close));
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        listeners.values().forEach(all -> all.forEach(Listener::close));
        ear.interrupt();
    }

    /**
     * Tells this person's events until they leave. Returns when the stream has ended.
     *
     * @param seen the last event that they know; empty: only what is new from now on
     * @param until when the token with which they came ends: with another one they may come back
     */
    void serve(String person, OptionalLong seen, Instant until, SseEventSink sink, Sse sse)
            throws InterruptedException {
        if (listeners.getOrDefault(person, Set.of()).size() >= MOST_STREAMS) {
            throw Problem.of(
                            429,
                            "too-many-streams",
                            "Too many streams",
                            "One person listens at " + MOST_STREAMS + " places at most: close some of them")
                    .refuse();
        }
        long from = seen.isPresent() ? seen.getAsLong() : database.withHandle(handle -> history.newest(handle, person));
        Listener listener = new Listener(person, sink, sse, from, until);
        listeners.compute(person, (key, all) -> {
            Set<Listener> set = all == null ? ConcurrentHashMap.newKeySet() : all;
            set.add(listener);
            return set;
        });
        try {
            listener.run();
        } finally {
            listeners.computeIfPresent(person, (key, all) -> {
                all.remove(listener);
                return all.isEmpty() ? null : all;
            });
            sink.close();
        }
    }

    private void listen() {
        while (!stopping) {
            try (Connection connection = DriverManager.getConnection(url, user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + Outbox.CHANNEL);
                // What was told while nobody listened here.
                listeners.values().forEach(all -> all.forEach(Listener::wake));
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (!stopping) {
                    PGNotification[] notifications = postgres.getNotifications(WAIT_MS);
                    for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
                        listeners
                                .getOrDefault(notification.getParameter(), Set.of())
                                .forEach(Listener::wake);
                    }
                }
            } catch (SQLException e) {
                LOG.warnf("Live events wait for the database: %s", e.getMessage());
                try {
                    Thread.sleep(WAIT_MS);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    /** One open stream. */
    private final class Listener {
        private final String person;
        private final SseEventSink sink;
        private final Sse sse;
        private final Semaphore news = new Semaphore(1);
        private long seen;

        private final Instant until;

        Listener(String person, SseEventSink sink, Sse sse, long seen, Instant until) {
            this.until = until;
            this.person = person;
            this.sink = sink;
            this.sse = sse;
            this.seen = seen;
        }

        void wake() {
            news.release();
        }

        void close() {
            sink.close();
            news.release();
        }

        void run() throws InterruptedException {
            try {
                send(sse.newEventBuilder().comment("welcome").build());
                while (!stopping && !sink.isClosed()) {
                    Duration left = Duration.between(Instant.now(), until);
                    if (!left.isPositive()) {
                        return;
                    }
                    boolean last = left.compareTo(SILENCE) < 0;
                    if (!news.tryAcquire((last ? left : SILENCE).toMillis(), TimeUnit.MILLISECONDS)) {
                        if (last) {
                            return;
                        }
                        send(sse.newEventBuilder().comment("still here").build());
                        continue;
                    }
                    news.drainPermits();
                    tell();
                }
            } catch (ExecutionException | TimeoutException | IllegalStateException e) {
                // The last one: the sink was closed meanwhile.
                LOG.debugf("A listener left: %s", e.getMessage());
            }
        }

        private void tell() throws InterruptedException, ExecutionException, TimeoutException {
            while (true) {
                var events = database.withHandle(handle -> history.after(handle, person, seen, BATCH));
                for (History.Event event : events) {
                    send(sse.newEventBuilder()
                            .id(Long.toString(event.id()))
                            .name(event.kind())
                            .data(text(event))
                            .build());
                    seen = event.id();
                }
                if (events.size() < BATCH) {
                    return;
                }
            }
        }

        private void send(OutboundSseEvent event) throws InterruptedException, ExecutionException, TimeoutException {
            // A reader who is too slow is let go: it comes back to where it was.
            sink.send(event).toCompletableFuture().get(SLOWEST.toMillis(), TimeUnit.MILLISECONDS);
        }

        private String text(History.Event event) {
            try {
                return mapper.writeValueAsString(event);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
