package dev.slipway.image.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One blob on its way. An upload that broke off goes on where the registry says it has come to, if it says so and still
 * knows it; else it begins anew (distribution specification, pushing a blob in chunks).
 */
final class BlobUpload {
    private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(\\d+)");
    /** A registry may read the whole blob once more before it takes it. */
    private static final long CHECKED_BYTES_PER_SECOND = 10_000_000;

    private final RegistryHttp http;
    private final String repository;
    private final String scope;
    private final Path blob;
    private final String digest;
    private final LongConsumer listener;
    private final AtomicLong moved = new AtomicLong();

    private Optional<URI> session;
    private boolean broken;
    private long offset;
    private long furthest;

    /** @param begun session that an attempt to mount the blob has left */
    BlobUpload(
            RegistryHttp http,
            String repository,
            String scope,
            Path blob,
            String digest,
            Optional<URI> begun,
            LongConsumer listener) {
        this.http = http;
        this.repository = repository;
        this.scope = scope;
        this.blob = blob;
        this.digest = digest;
        this.session = begun;
        this.listener = listener;
    }

    /** The most bytes that the registry said it has. */
    long furthest() {
        return furthest;
    }

    URI attempt() throws IOException, InterruptedException, RetryRule.TransientFailure {
        if (broken) {
            reached();
        }
        URI to = session.isPresent() ? session.get() : start();
        session = Optional.of(to);
        broken = true;
        long size = Files.size(blob);
        if (offset < size) {
            to = send(to, size);
            session = Optional.of(to);
            offset = size;
        }
        URI target = URI.create(to + (to.getRawQuery() == null ? "?" : "&") + "digest=" + RegistryHttp.encode(digest));
        HttpRequest put = HttpRequest.newBuilder(target)
                .timeout(http.stall().plusSeconds(size / CHECKED_BYTES_PER_SECOND))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        http.send(put, scope, Set.of(201)).body().close();
        return target;
    }

    private URI start() throws IOException, InterruptedException, RetryRule.TransientFailure {
        return start(http, repository, scope);
    }

    /** Begins an upload, which also shows whether the registry would take one. */
    static URI start(RegistryHttp http, String repository, String scope)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        HttpRequest post = HttpRequest.newBuilder(http.uri("/v2/" + repository + "/blobs/uploads/"))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<InputStream> response = http.send(post, scope, Set.of(202));
        response.body().close();
        return http.location(response);
    }

    private URI send(URI to, long size) throws IOException, InterruptedException, RetryRule.TransientFailure {
        long from = offset;
        HttpRequest.Builder patch = HttpRequest.newBuilder(to)
                .header("Content-Type", "application/octet-stream")
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.fromPublisher(
                                HttpRequest.BodyPublishers.ofInputStream(() -> from(from)), size - from));
        if (from > 0) {
            patch.header("Content-Range", from + "-" + (size - 1));
        }
        HttpResponse<InputStream> response = http.send(patch.build(), scope, Set.of(202), moved::get);
        response.body().close();
        return http.location(response);
    }

    private InputStream from(long position) {
        try {
            InputStream file = Files.newInputStream(blob);
            file.skipNBytes(position);
            tell(position);
            return new FilterInputStream(file) {
                @Override
                public int read(byte[] into, int at, int length) throws IOException {
                    int n = super.read(into, at, length);
                    if (n > 0) {
                        moved.addAndGet(n);
                        listener.accept(n);
                    }
                    return n;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was sent and is not there counts no more. */
    private void tell(long position) {
        long before = moved.getAndSet(position);
        if (before != position) {
            listener.accept(position - before);
        }
    }

    /** Asks how far the session has come. One that is unknown by now is given up. */
    private void reached() throws IOException, InterruptedException, RetryRule.TransientFailure {
        offset = 0;
        if (session.isEmpty()) {
            return;
        }
        HttpRequest get = HttpRequest.newBuilder(session.get())
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(get, scope, Set.of(204));
            response.body().close();
            Matcher range = RANGE.matcher(response.headers().firstValue("Range").orElse(""));
            if (range.matches() && Long.parseLong(range.group(1)) > 0) {
                offset = Long.parseLong(range.group(1)) + 1;
                furthest = Math.max(furthest, offset);
                session = Optional.of(
                        response.headers().firstValue("Location").isPresent()
                                ? http.location(response)
                                : session.get());
                return;
            }
        } catch (RegistryException e) {
            // It does not know the session, or lets none go on: the next one is a new one.
        }
        session = Optional.empty();
    }
}
