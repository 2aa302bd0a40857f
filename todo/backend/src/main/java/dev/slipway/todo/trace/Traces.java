package dev.slipway.todo.trace;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Gives every request its place in a trace: the caller's, where the request names one ({@code traceparent}), else a new one. All
 * that is logged for the request carries it.
 */
@Singleton
public final class Traces {
    private static final Logger LOG = Logger.getLogger(Traces.class);
    private static final String SPAN = "todo.trace.span";
    /** Before everything else, so that what turns a request away is in its trace, too. */
    private static final int FIRST = 500;

    private final Spans spans;
    private final boolean told;

    Traces(@ConfigProperty(name = "todo.trace.endpoint") Optional<String> endpoint) {
        spans = endpoint.map(Traces::told).orElse(Spans.UNTOLD);
        told = spans != Spans.UNTOLD;
    }

    private static Spans told(String endpoint) {
        try {
            return new Told(endpoint);
        } catch (RuntimeException e) {
            LOG.errorf("No traces are told: %s. Check the variables OTEL_*", e.getMessage());
            return Spans.UNTOLD;
        }
    }

    /** The place in a trace of the request that this thread is at work for; empty outside of a request. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get("traceId")).map(Object::toString);
    }

    /** What listens to the database's statements; empty where nobody wants to know of them. */
    public Optional<SqlLogger> statements() {
        return told ? Optional.of(new Statements()) : Optional.empty();
    }

    void watch(@Observes Filters filters) {
        filters.register(this::request, FIRST);
    }

    void stop(@Observes ShutdownEvent event) {
        spans.close();
    }

    private void request(RoutingContext context) {
        Spans.Ongoing span = spans.begin(
                Traceparent.parse(context.request().getHeader("traceparent")),
                context.request().method().name(),
                context.normalizedPath());
        MDC.put("traceId", span.place().traceId());
        MDC.put("spanId", span.place().spanId());
        Context here = Vertx.currentContext();
        if (told && here != null) {
            here.putLocal(SPAN, span);
            context.addEndHandler(done -> span.end(context.response().getStatusCode()));
        }
        context.next();
    }

    private static final class Statements implements SqlLogger {
        @Override
        public void logAfterExecution(StatementContext statement) {
            Context context = Vertx.currentContext();
            Instant from = statement.getExecutionMoment();
            Instant to = statement.getCompletionMoment();
            if (context != null && VertxContext.isDuplicatedContext(context) && from != null && to != null) {
                Spans.Ongoing span = context.getLocal(SPAN);
                if (span != null) {
                    span.statement(statement.getRenderedSql(), from, to);
                }
            }
        }
    }
}
