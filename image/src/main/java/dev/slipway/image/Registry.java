package dev.slipway.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A registry, spoken to by the OCI distribution specification 1.1. Everything that arrives is checked against its digest;
 * answers 429 and 5xx and broken connections are repeated with growing pauses.
 */
public final class Registry {
    private final String host;
    private final RegistryHttp http;
    private final BlobReader blobs;

    Registry(String host, RegistryHttp http, RetryRule retry) {
        this.host = host;
        this.http = http;
        this.blobs = new BlobReader(http, retry.stall());
    }

    /** A registry by its host and port. One on this machine is spoken to in plain HTTP, as Docker does, others in HTTPS. */
    public static Registry at(String host, Optional<Credentials> credentials) {
        return at(host, credentials, RetryRule.STANDARD);
    }

    static Registry at(String host, Optional<Credentials> credentials, RetryRule retry) {
        String name = host.replaceFirst(":[0-9]+$", "");
        URI base = URI.create((RegistryAuth.isLoopback(name) ? "http://" : "https://") + host + "/");
        return new Registry(host, new RegistryHttp(base, credentials.map(Credentials::basic), retry), retry);
    }

    /** @param secret password or access token */
    public record Credentials(String user, String secret) {
        private String basic() {
            byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }

        @Override
        public String toString() {
            return user + ":***";
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
     * Pushes an image of the layout as {@code repository:tag}.
     *
     * @param mountFrom repositories of this registry that may have its layers
     */
    public Pushed push(Layout layout, String reference, String repository, String tag, List<String> mountFrom)
            throws IOException, InterruptedException {
        Map<String, Object> descriptor = layout.descriptor(reference)
                .orElseThrow(() -> new ImageException(
                        "image " + reference + " is not in " + layout.folder() + "; build it before pushing it"));
        String manifest = String.valueOf(descriptor.get("digest"));
        StringBuilder scope = new StringBuilder("repository:" + repository + ":pull,push");
        mountFrom.forEach(from -> scope.append(" repository:").append(from).append(":pull"));
        BlobWriter writer = new BlobWriter(http, repository, scope.toString(), mountFrom);
        List<String> digests = layout.blobsOf(manifest);
        for (String digest : new TreeSet<>(digests.subList(1, digests.size()))) {
            writer.put(digest, layout.blob(digest));
        }
        byte[] bytes = Files.readAllBytes(layout.blob(manifest));
        HttpRequest put = HttpRequest.newBuilder(http.uri("/v2/" + repository + "/manifests/" + tag))
                .header("Content-Type", String.valueOf(descriptor.get("mediaType")))
                .timeout(Duration.ofSeconds(60))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        String stored = http.retrying("put the manifest of " + repository + ":" + tag, () -> {
            HttpResponse<InputStream> response = http.send(put, scope.toString(), Set.of(201));
            response.body().close();
            return response.headers().firstValue("Docker-Content-Digest").orElse(manifest);
        });
        if (!stored.equals(manifest)) {
            throw new ImageException(host + " stored " + repository + ":" + tag + " as " + stored + " instead of "
                    + manifest + "; do not deploy it");
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
