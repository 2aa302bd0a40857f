package dev.slipway.image.registry;

import dev.slipway.image.ImageException;
import dev.slipway.image.Layout;
import dev.slipway.image.StoredImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLContext;

/**
 * A registry, spoken to by the OCI distribution specification 1.1. Everything that arrives is checked against its digest;
 * answers 429 and 5xx and broken connections are repeated with growing pauses.
 */
public final class Registry {
    /** Blobs that are brought there at once. */
    private static final int AT_ONCE = 4;

    private final String host;
    private final RegistryHttp http;
    private final BlobReader blobs;

    Registry(String host, RegistryHttp http, RetryRule retry) {
        this.host = host;
        this.http = http;
        this.blobs = new BlobReader(http, retry.stall());
    }

    /**
     * A registry by its host and port, which may have {@code http://} before it: others are spoken to in HTTPS, but for
     * those on this machine that do not speak it, as Docker does.
     *
     * @param authorities files of certificates that are believed besides Java's own
     */
    public static Registry at(String host, Optional<Credentials> credentials, List<Path> authorities)
            throws InterruptedException {
        return at(host, credentials, authorities, RetryRule.STANDARD);
    }

    static Registry at(String host, Optional<Credentials> credentials, List<Path> authorities, RetryRule retry)
            throws InterruptedException {
        String plain = host.replaceFirst("^https?://", "");
        boolean here = RegistryAuth.isLoopback(plain.replaceFirst(":[0-9]+$", ""));
        Optional<SSLContext> trust = authorities.isEmpty() ? Optional.empty() : Optional.of(Trust.with(authorities));
        URI secure = URI.create("https://" + plain + "/");
        boolean open = host.startsWith("http://") || here && !host.startsWith("https://") && answersPlainly(plain);
        URI base = open ? URI.create("http://" + plain + "/") : secure;
        return new Registry(plain, new RegistryHttp(base, credentials, trust, retry), retry);
    }

    /** Whether a server of this machine takes requests that are not encrypted. One that wants TLS answers 400, or nothing. */
    private static boolean answersPlainly(String host) throws InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            HttpRequest look = HttpRequest.newBuilder(URI.create("http://" + host + "/v2/"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(look, HttpResponse.BodyHandlers.discarding()).statusCode() != 400;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * What a push did.
     *
     * @param uploaded blobs that were sent; @param mounted blobs taken from another repository of the registry
     * @param present blobs that the repository had; @param bytes sent
     */
    public record Pushed(String reference, String digest, int uploaded, int mounted, int present, long bytes) {}

    /**
     * Looks whether images may be pushed to the repository: begins an upload and takes it back. Nothing is left there.
     *
     * @throws RegistryException with what is in the way
     */
    public void tryPush(String repository) throws InterruptedException {
        String scope = push(repository);
        URI session =
                http.retrying("begin an upload to " + repository, () -> BlobUpload.start(http, repository, scope));
        HttpRequest cancel = HttpRequest.newBuilder(session)
                .timeout(Duration.ofSeconds(10))
                .DELETE()
                .build();
        try {
            http.send(cancel, scope, Set.of(204, 200, 202)).body().close();
        } catch (IOException | RegistryException | RetryRule.TransientFailure e) {
            // Not every registry lets one be taken back; those that are not used run out.
        }
    }

    private static String push(String repository) {
        return "repository:" + repository + ":pull,push";
    }

    /** Whether the repository has this very image under the tag. */
    public boolean has(String repository, String tag, String digest) throws InterruptedException {
        HttpRequest head = HttpRequest.newBuilder(http.uri("/v2/" + repository + "/manifests/" + tag))
                .header("Accept", ManifestReader.ACCEPTED)
                .timeout(Duration.ofSeconds(30))
                .HEAD()
                .build();
        return http.retrying("look for " + repository + ":" + tag, () -> {
            HttpResponse<InputStream> response = http.send(head, push(repository), Set.of(200, 404));
            response.body().close();
            return response.statusCode() == 200
                    && response.headers()
                            .firstValue("Docker-Content-Digest")
                            .filter(digest::equals)
                            .isPresent();
        });
    }

    /**
     * Pushes an image of the layout as {@code repository:tag}.
     *
     * @param holders repositories of this registry that may have a blob, by its digest
     * @param listener told how many bytes more went through
     */
    public Pushed push(
            Layout layout,
            String reference,
            String repository,
            String tag,
            Function<String, List<String>> holders,
            LongConsumer listener)
            throws IOException, InterruptedException {
        Map<String, Object> descriptor = layout.descriptor(reference)
                .orElseThrow(() -> new ImageException(
                        "image " + reference + " is not in " + layout.folder() + "; build it before pushing it"));
        String manifest = String.valueOf(descriptor.get("digest"));
        String scope = push(repository);
        BlobWriter writer = new BlobWriter(http, repository, scope, holders, listener);
        List<String> digests = layout.blobsOf(manifest);
        // The small configuration first: what is refused then is refused once, and what is asked is answered once.
        writer.put(digests.get(1), layout.blob(digests.get(1)));
        together(new TreeSet<>(digests.subList(2, digests.size()))
                .stream()
                        .<Callable<String>>map(digest -> () -> {
                            writer.put(digest, layout.blob(digest));
                            return digest;
                        })
                        .toList());
        byte[] bytes = Files.readAllBytes(layout.blob(manifest));
        HttpRequest put = HttpRequest.newBuilder(http.uri("/v2/" + repository + "/manifests/" + tag))
                .header("Content-Type", String.valueOf(descriptor.get("mediaType")))
                .timeout(Duration.ofSeconds(60))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        String stored = http.retrying("put the manifest of " + repository + ":" + tag, () -> {
            HttpResponse<InputStream> response = http.send(put, scope, Set.of(201));
            response.body().close();
            return response.headers().firstValue("Docker-Content-Digest").orElse(manifest);
        });
        if (!stored.equals(manifest)) {
            throw new RegistryException(
                    RegistryException.Reason.REFUSED_MANIFEST,
                    host + " stored " + repository + ":" + tag + " as " + stored + " instead of " + manifest
                            + "; do not deploy it");
        }
        BlobWriter.Sent sent = writer.sent();
        return new Pushed(
                host + "/" + repository + ":" + tag,
                manifest,
                sent.uploaded(),
                sent.mounted(),
                sent.present(),
                sent.bytes());
    }

    /** Several at a time. The first failure ends the others. */
    private static void together(List<Callable<String>> work) throws IOException, InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
        try {
            List<Future<String>> running = new ArrayList<>();
            work.forEach(one -> running.add(threads.submit(one)));
            for (Future<String> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException known) {
                throw known;
            }
            if (e.getCause() instanceof InterruptedException known) {
                throw known;
            }
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }

    /**
     * Pulls an image into the layout, where it is named {@code host/repository:tag}. Of an image for several platforms,
     * the one for Linux on {@code architecture} is taken. Blobs that the layout has are not fetched.
     *
     * @param version a tag, or the digest of a manifest
     */
    public StoredImage pull(Layout layout, String repository, String version, String architecture)
            throws IOException, InterruptedException {
        ManifestReader manifests = new ManifestReader(http, repository);
        ManifestReader.Manifest manifest = manifests.read(version, architecture);
        String scope = "repository:" + repository + ":pull";
        long size = 0;
        for (ManifestReader.Part part : manifest.parts()) {
            String path = "/v2/" + repository + "/blobs/" + part.digest();
            blobs.read(http.uri(path), scope, part, layout);
            size += part.size();
        }
        layout.addBlob(manifest.bytes());
        String reference = host + "/" + repository + (version.contains(":") ? "@" : ":") + version;
        layout.enter(reference, manifest.mediaType(), manifest.digest(), manifest.bytes().length);
        return new StoredImage(reference, manifest.digest(), size);
    }
}
