package dev.slipway.image.registry;

import dev.slipway.image.DigestStream;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads manifests of one repository, checks their digests, and chooses the platform of an index. */
final class ManifestReader {
    /** The largest manifest that registries must accept (distribution specification 1.1, pushing manifests). */
    private static final int MOST_BYTES = 4 << 20;

    private static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    private static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    /** The kinds of manifests that are asked for. */
    static final String ACCEPTED =
            String.join(", ", ImageJson.MANIFEST_TYPE, ImageJson.INDEX_TYPE, DOCKER_MANIFEST, DOCKER_LIST);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RegistryHttp http;
    private final String repository;

    ManifestReader(RegistryHttp http, String repository) {
        this.http = http;
        this.repository = repository;
    }

    /** A blob that a manifest names. */
    record Part(String digest, long size) {}

    /** @param parts configuration, then layers from the lowest */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Manifest(String mediaType, String digest, byte[] bytes, List<Part> parts) {}

    Manifest read(String version, String architecture) throws InterruptedException {
        Document document = fetch(version);
        for (JsonNode entry : document.json().path("manifests")) {
            JsonNode platform = entry.path("platform");
            if (platform.path("os").asString("").equals("linux")
                    && platform.path("architecture").asString("").equals(architecture)) {
                document = fetch(entry.path("digest").asString(""));
                return manifest(document);
            }
        }
        if (document.json().has("manifests")) {
            throw new ImageException(repository + ":" + version + " has no image for linux/" + architecture
                    + "; choose another tag or another base");
        }
        return manifest(document);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Document(String mediaType, String digest, byte[] bytes, JsonNode json) {}

    private Document fetch(String version) throws InterruptedException {
        HttpRequest get = HttpRequest.newBuilder(http.uri("/v2/" + repository + "/manifests/" + version))
                .header("Accept", ACCEPTED)
                .timeout(Duration.ofSeconds(60))
                .build();
        return http.retrying("fetch the manifest of " + repository + ":" + version, () -> {
            HttpResponse<InputStream> response = http.send(get, "repository:" + repository + ":pull", Set.of(200));
            byte[] bytes;
            try (InputStream body = response.body()) {
                bytes = body.readNBytes(MOST_BYTES + 1);
            }
            if (bytes.length > MOST_BYTES) {
                throw new ImageException("the manifest of " + repository + ":" + version + " is larger than "
                        + MOST_BYTES + " bytes; refused");
            }
            String digest = DigestStream.digestOf(bytes);
            String named = version.startsWith("sha256:")
                    ? version
                    : response.headers().firstValue("Docker-Content-Digest").orElse(digest);
            if (!named.equals(digest)) {
                throw new IOException("what arrived is not the manifest " + named + ": its digest is " + digest);
            }
            String type = response.headers().firstValue("Content-Type").orElse("");
            return parse(type.replaceFirst(";.*", "").strip(), digest, bytes);
        });
    }

    private Document parse(String headerType, String digest, byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            return new Document(json.path("mediaType").asString(headerType), digest, bytes, json);
        } catch (JacksonException e) {
            throw new ImageException("the manifest " + digest + " of " + repository + " is not JSON", e);
        }
    }

    private Manifest manifest(Document document) {
        List<Part> parts = new ArrayList<>();
        parts.add(part(document.json().path("config")));
        document.json().path("layers").forEach(layer -> parts.add(part(layer)));
        return new Manifest(document.mediaType(), document.digest(), document.bytes(), parts);
    }

    private Part part(JsonNode descriptor) {
        String digest = descriptor.path("digest").asString("");
        if (!digest.matches("sha256:[0-9a-f]{64}") || !descriptor.path("size").isIntegralNumber()) {
            throw new ImageException("a manifest of " + repository + " names a blob without SHA-256 digest and size: "
                    + descriptor + "; images of schema 1 are not supported");
        }
        return new Part(digest, descriptor.path("size").asLong());
    }
}
