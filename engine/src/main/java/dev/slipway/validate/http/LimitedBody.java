package dev.slipway.validate.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body until its time is over or it is as large as it may be, and gives what has come. The request timeout of
 * the JDK's client ends with the headers, so a stream without an end would never time out.
 */
public final class LimitedBody implements BodySubscriber<String> {
    public static final Duration PATIENCE = Duration.ofSeconds(20);
    /** An event stream stays open as long as somebody listens. */
    private static final Duration OF_EVENTS = Duration.ofSeconds(1);

    private static final int MOST_BYTES = 16 << 20;

    private final Duration patience;
    private final boolean keep;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private long seen;
    private Flow.@Nullable Subscription subscription;

    private LimitedBody(Duration patience, boolean keep) {
        this.patience = patience;
        this.keep = keep;
    }

    /** The body as text, or its beginning. */
    static BodyHandler<String> text(Duration patience) {
        return handler(patience, true);
    }

    /** Reads the whole body within the limits and keeps nothing. */
    public static BodyHandler<String> discarded(Duration patience) {
        return handler(patience, false);
    }

    private static BodyHandler<String> handler(Duration patience, boolean keep) {
        return info -> {
            boolean events =
                    info.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
            return new LimitedBody(events && patience.compareTo(OF_EVENTS) > 0 ? OF_EVENTS : patience, keep);
        };
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
        CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::enough);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        synchronized (bytes) {
            for (ByteBuffer buffer : buffers) {
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                seen += part.length;
                if (keep && seen <= MOST_BYTES) {
                    bytes.writeBytes(part);
                }
            }
        }
        if (seen > MOST_BYTES) {
            enough();
        }
    }

    private void enough() {
        Flow.Subscription open = subscription;
        if (!body.isDone() && open != null) {
            onComplete();
            open.cancel();
        }
    }

    @Override
    public void onError(Throwable error) {
        body.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        synchronized (bytes) {
            body.complete(bytes.toString(StandardCharsets.UTF_8));
        }
    }
}
