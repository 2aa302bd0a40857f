package dev.slipway.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Brings blobs into one repository of a registry in the cheapest way: there already, mounted, or uploaded whole. */
final class BlobWriter {
    private static final long SLOWEST_BYTES_PER_SECOND = 100_000;

    private final RegistryHttp http;
    private final String repository;
    private final String scope;
    private final List<String> mountFrom;

    private int uploaded;
    private int mounted;
    private int present;
    private long bytes;

    BlobWriter(RegistryHttp http, String repository, String scope, List<String> mountFrom) {
        this.http = http;
        this.repository = repository;
        this.scope = scope;
        this.mountFrom = List.copyOf(mountFrom);
    }

    /** How many blobs came in which way. @param bytes sent */
    record Sent(int uploaded, int mounted, int present, long bytes) {}

    Sent sent() {
        return new Sent(uploaded, mounted, present, bytes);
    }

    void put(String digest, Path blob) throws IOException, InterruptedException {
        if (!Files.isRegularFile(blob)) {
            throw new ImageException("blob " + digest + " of " + repository + " is not at " + blob
                    + "; build the image again before pushing it");
        }
        if (http.retrying("look for " + digest, () -> exists(digest))) {
            present++;
            return;
        }
        for (String from : mountFrom) {
            if (http.retrying("mount " + digest, () -> mount(digest, from))) {
                mounted++;
                return;
            }
        }
        // A broken upload cannot be continued without chunks, so each attempt starts a new one.
        http.retrying("upload " + digest + " to " + repository, () -> upload(digest, blob));
        uploaded++;
        bytes += Files.size(blob);
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

    /** Whether the registry took the blob from {@code from}; one that cannot starts an upload, which is left to run out. */
    private boolean mount(String digest, String from)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        return start("?mount=" + RegistryHttp.encode(digest) + "&from=" + RegistryHttp.encode(from))
                        .statusCode()
                == 201;
    }

    private URI upload(String digest, Path blob) throws IOException, InterruptedException, RetryRule.TransientFailure {
        URI session = http.location(start(""));
        URI target = URI.create(
                session + (session.getRawQuery() == null ? "?" : "&") + "digest=" + RegistryHttp.encode(digest));
        HttpRequest put = HttpRequest.newBuilder(target)
                .header("Content-Type", "application/octet-stream")
                .timeout(Duration.ofSeconds(60 + Files.size(blob) / SLOWEST_BYTES_PER_SECOND))
                .PUT(HttpRequest.BodyPublishers.ofFile(blob))
                .build();
        http.send(put, scope, Set.of(201)).body().close();
        return target;
    }

    private HttpResponse<InputStream> start(String query)
            throws IOException, InterruptedException, RetryRule.TransientFailure {
        HttpRequest post = HttpRequest.newBuilder(http.uri("/v2/" + repository + "/blobs/uploads/" + query))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<InputStream> response = http.send(post, scope, Set.of(201, 202));
        response.body().close();
        return response;
    }
}
