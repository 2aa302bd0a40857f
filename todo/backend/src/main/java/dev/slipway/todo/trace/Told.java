package dev.slipway.todo.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells spans to an OpenTelemetry collector (OTLP over HTTP), as the standard variables {@code OTEL_*} say. Nothing else refers to
 * the SDK's classes, so that without an endpoint they are not even loaded.
 */
final class Told implements Spans {
    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    Told(String endpoint) {
        Map<String, String> defaults = new HashMap<>();
        defaults.put("otel.exporter.otlp.endpoint", endpoint);
        defaults.put("otel.service.name", "todo-backend");
        Map<String, String> fixed = new HashMap<>();
        // The one protocol that needs no further library.
        fixed.put("otel.exporter.otlp.protocol", "http/protobuf");
        // Metrics are at /q/metrics, logs on the standard output.
        fixed.put("otel.metrics.exporter", "none");
        fixed.put("otel.logs.exporter", "none");
        sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> defaults)
                .addPropertiesCustomizer(properties -> fixed)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        tracer = sdk.getTracer("dev.slipway.todo");
    }

    @Override
    public Spans.Ongoing begin(Optional<Traceparent> caller, String method, String path) {
        String route = route(path);
        SpanBuilder builder = tracer.spanBuilder(method + " " + route)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", method)
                .setAttribute("http.route", route)
                .setAttribute("url.path", path)
                .setAttribute("url.scheme", "http");
        Context parent = caller.map(from -> Context.root()
                        .with(Span.wrap(SpanContext.createFromRemoteParent(
                                from.traceId(),
                                from.spanId(),
                                from.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                                TraceState.getDefault()))))
                .orElse(Context.root());
        return new Request(builder.setParent(parent).startSpan());
    }

    @Override
    public void close() {
        sdk.close();
    }

    /** The path without what differs from person to person and from task to task. */
    static String route(String path) {
        return path.replaceFirst("^/api/[^/]+", "/api/{user_id}").replaceAll("/\\d+(?=/|$)", "/{id}");
    }

    private final class Request implements Spans.Ongoing {
        private final Span span;

        Request(Span span) {
            this.span = span;
        }

        @Override
        public Traceparent place() {
            SpanContext place = span.getSpanContext();
            return new Traceparent(place.getTraceId(), place.getSpanId(), place.isSampled());
        }

        @Override
        public void statement(String sql, Instant from, Instant to) {
            String verb = sql.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
            tracer.spanBuilder(verb)
                    .setParent(Context.root().with(span))
                    .setSpanKind(SpanKind.CLIENT)
                    .setAttribute("db.system.name", "postgresql")
                    .setAttribute("db.query.text", sql)
                    .setStartTimestamp(from)
                    .startSpan()
                    .end(to);
        }

        @Override
        public void end(int status) {
            span.setAttribute("http.response.status_code", status);
            if (status >= 500) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
