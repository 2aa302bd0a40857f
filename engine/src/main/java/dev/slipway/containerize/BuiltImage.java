package dev.slipway.containerize;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One built and tested image.
 *
 * @param repository such as {@code slipway.local/todo/backend}
 * @param tag never floating: derived from the content
 * @param digest {@code sha256:...} of the manifest
 * @param size compressed bytes
 * @param user numeric uid it runs as
 * @param entrypoint as in the image's configuration
 * @param labels facts for the chart and the report: {@code startMillis}, {@code idleMemoryBytes} where measured,
 *     {@code standIns} where there are any
 * @param sbom path of the CycloneDX file; @param dockerfile path of the equivalent Dockerfile
 */
public record BuiltImage(
        String service,
        String repository,
        String tag,
        String digest,
        long size,
        int user,
        List<String> entrypoint,
        List<Layer> layers,
        Map<String, String> labels,
        String sbom,
        String dockerfile) {
    public BuiltImage {
        layers = List.copyOf(layers);
        labels = Map.copyOf(labels);
        entrypoint = List.copyOf(entrypoint);
    }

    /** What stands in for a key that nobody has given. */
    public static final String STAND_IN = "not-set";

    /** Variables that need {@link #STAND_IN}, because the program ends where they are missing; sorted. */
    public List<String> standIns() {
        String names = labels.getOrDefault("standIns", "");
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }

    /** Digest of the service's own code; empty where it has no such layer. */
    public Optional<String> code() {
        return layers.stream().filter(Layer::code).map(Layer::digest).findFirst();
    }

    /** Digests of all layers but the service's own code. */
    public List<String> ground() {
        return layers.stream().filter(layer -> !layer.code()).map(Layer::digest).toList();
    }

    /** The same image with one more fact. */
    public BuiltImage with(String label, String value) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put(label, value);
        return new BuiltImage(service, repository, tag, digest, size, user, entrypoint, layers, more, sbom, dockerfile);
    }

    public String reference() {
        return repository + ":" + tag;
    }

    /** @param size compressed bytes; @param rebuilt whether this run made it */
    public record Layer(String name, String digest, long size, boolean rebuilt) {
        /** Whether it is the service's own code. */
        boolean code() {
            return name.equals("code");
        }
    }
}
