package dev.slipway.image.registry;

import dev.slipway.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Brings blobs into one repository of a registry in the cheapest way: there already, mounted, or uploaded. Safe for several threads. */
final class BlobWriter {
    private final RegistryHttp http;
    private final String repository;
    private final String scope;
    private final Function<String, List<String>> holders;
    private final LongConsumer listener;

    private final AtomicInteger uploaded = new AtomicInteger();
    private final AtomicInteger mounted = new AtomicInteger();
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param holders repositories of this registry that may have a blob, by its digest
     * @param listener told how many bytes more went through; what has to go once more counts down
     */
    BlobWriter(
            RegistryHttp http,
            String repository,
            String scope,
            Function<String, List<String>> holders,
            LongConsumer listener) {
        this.http = http;
        this.repository = repository;
        this.scope = scope;
        this.holders = holders;
        this.listener = listener;
    }

    /** How many blobs came in which way. @param bytes sent */
    record Sent(int uploaded, int mounted, int present, long bytes) {}

    Sent sent() {
        return new Sent(uploaded.get(), mounted.get(), present.get(), bytes.get());
    }

    void put(String digest, Path blob) throws IOException, InterruptedException {
        if (!Files.isRegularFile(blob)) {
            throw new ImageException("blob " + digest + " of " + repository + " is not at " + blob
                    + "; build the image again before pushing it");
        }
        if (http.retrying("look for " + digest, () -> exists(digest))) {
            present.incrementAndGet();
            return;
        }
        Optional<URI> begun = Optional.empty();
        for (String from : holders.apply(digest)) {
            Begun tried = http.retrying("mount " + digest, () -> mount(digest, from));
            if (tried.mounted()) {
                mounted.incrementAndGet();
                return;
            }
            begun = tried.session();
        }
        BlobUpload upload = new BlobUpload(http, repository, scope, blob, digest, begun, listener);
        http.retrying("upload " + digest + " to " + repository, upload::attempt, upload::furthest);
        uploaded.incrementAndGet();
        bytes.addAndGet(Files.size(blob));
    }

    private boolean exists(String digest) throws IOException, InterruptedException, RetryRule.TransientFailure {
        HttpRequest head = HttpRequest.newBuilder(http.uri("/v2/" + repository + "/blobs/" + digest))
                .timeout(Duration.ofSeconds(30))
                .HEAD()
                .build();
        HttpResponse<InputStream> response = http.send(head, scope, Set.of(200, 404));
        response.body().close();
        return response.statusCode() == 200;
    }

    /** @param session that a registry begins where it cannot mount: the blob may be uploaded by it */
    private record Begun(boolean mounted, Optional<URI> session) {}

    private Begun mount(String digest, String from)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        HttpRequest post = HttpRequest.newBuilder(http.uri("/v2/" + repository + "/blobs/uploads/?mount="
                        + RegistryHttp.encode(digest) + "&from=" + RegistryHttp.encode(from)))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<InputStream> response = http.send(post, scope + " repository:" + from + ":pull", Set.of(201, 202));
        response.body().close();
        return response.statusCode() == 201
                ? new Begun(true, Optional.empty())
                : new Begun(false, Optional.of(http.location(response)));
    }
}
