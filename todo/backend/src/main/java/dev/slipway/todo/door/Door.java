package dev.slipway.todo.door;

import dev.slipway.todo.problem.Problem;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Turns away what is too large or too often, before anything is read or done; and, when this replica is about to stop, has each
 * connection closed with its next answer, so that nobody sends a request on one that is gone.
 */
@Singleton
final class Door {
    /** Larger than any body that makes sense here. */
    static final int MOST_BYTES = 64 * 1024;

    static final Problem TOO_LARGE =
            Problem.of(413, "too-large", "Too large", "A request's body has at most " + MOST_BYTES + " bytes");

    private static final List<String> FORWARDED = List.of("X-Forwarded-For", "X-Forwarded-Host", "Forwarded");

    /** Before and after Quarkus' authentication (200). */
    private static final int FIRST = 300;

    private static final int KNOWN_PERSON = 150;

    private final RateLimit limit;
    private volatile boolean stopping;

    Door(RateLimit limit) {
        this.limit = limit;
    }

    void open(@Observes Filters filters) {
        filters.register(this::leaving, FIRST);
        filters.register(Door::outside, FIRST);
        filters.register(Door::size, FIRST);
        filters.register(this::rate, KNOWN_PERSON);
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    private void leaving(RoutingContext context) {
        if (stopping) {
            closes(context);
        }
        context.next();
    }

    /** What no browser and nobody beyond the cluster may have. */
    private static void outside(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.response().putHeader("X-Content-Type-Options", "nosniff");
        String path = context.normalizedPath();
        if (request.method().equals(HttpMethod.TRACE)) {
            Problem.ofStatus(405, "TRACE is not answered").send(context.response());
        } else if (path.startsWith("/q/metrics") && FORWARDED.stream().anyMatch(request.headers()::contains)) {
            // Who measures stands in the cluster and asks each replica itself; what came through a gateway came from
            // outside.
            Problem.notFound("There is nothing here").send(context.response());
        } else if (path.startsWith("/mcp") && foreign(request)) {
            Problem.ofStatus(403, "Pages of other sites may not use this").send(context.response());
        } else {
            context.next();
        }
    }

    /** A page of another site that a browser let come here by another name (DNS rebinding; MCP, Streamable HTTP, "Security Warning"). */
    private static boolean foreign(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        String host = request.getHeader("Host");
        return host == null || !origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
    }

    private static void size(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        boolean tooLarge =
                length != null && !length.isEmpty() && (length.length() > 9 || Long.parseLong(length) > MOST_BYTES);
        if (tooLarge) {
            closes(context);
            TOO_LARGE.send(context.response());
        } else {
            context.next();
        }
    }

    /** With the answer the connection is closed: what is still coming on it would be read as the next request. */
    static void closes(RoutingContext context) {
        context.response().putHeader("Connection", "close");
    }

    private void rate(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser user) {
            RateLimit.Taken taken =
                    limit.take(user.getSecurityIdentity().getPrincipal().getName());
            Optional<Duration> wait = taken.pause();
            context.response()
                    .putHeader("RateLimit-Policy", limit.policy())
                    .putHeader("RateLimit", "\"person\";r=" + taken.left());
            if (wait.isPresent()) {
                long seconds = Math.max(1, wait.get().plusMillis(999).toSeconds());
                context.response().putHeader("Retry-After", Long.toString(seconds));
                Problem.of(429, "too-many-requests", "Too many requests", "Try again in " + seconds + " s")
                        .send(context.response());
                return;
            }
        }
        context.next();
    }
}
