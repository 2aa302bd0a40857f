package dev.slipway.containerize;

import dev.slipway.application.Profile;
import dev.slipway.build.Built;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One built and tested image.
 *
 * @param repository such as {@code slipway.local/todo/backend}
 * @param tag derived from the content, never floating
 * @param digest {@code sha256:...} of the manifest
 * @param size compressed bytes
 * @param user numeric uid that it runs as
 * @param entrypoint as in the image's configuration
 * @param standIns variables that need {@link #STAND_IN}, because the program ends without them; sorted
 * @param sizing what such a program asks of a node if nothing was measured
 * @param sbom path of the CycloneDX file
 * @param dockerfile path of the equivalent Dockerfile
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
        Measurements measured,
        List<String> standIns,
        Profile.Sizing sizing,
        String sbom,
        String dockerfile) {
    public BuiltImage {
        layers = List.copyOf(layers);
        Objects.requireNonNull(measured);
        Objects.requireNonNull(sizing);
        standIns = List.copyOf(standIns);
        entrypoint = List.copyOf(entrypoint);
    }

    /** The value of a key that nobody gave. */
    public static final String STAND_IN = "not-set";

    /**
     * Measurements of an image's test.
     *
     * @param startMillis time until it served; 0 if it was not measured
     * @param idleMemoryBytes memory in use when idle; 0 if it was not measured
     */
    public record Measurements(long startMillis, long idleMemoryBytes) {
        public static final Measurements NOTHING = new Measurements(0, 0);
    }

    /** An image that was not tested yet. */
    static BuiltImage of(Built built) {
        return new BuiltImage(
                built.name(),
                built.job().repository(),
                built.tag(),
                built.digest(),
                built.size(),
                built.job().plan().run().uid(),
                built.job().plan().run().entrypoint(),
                built.layers().stream()
                        .map(l -> new Layer(l.name(), l.digest(), l.size(), built.isNew(l)))
                        .toList(),
                Measurements.NOTHING,
                List.of(),
                built.job().plan().profile().sizing(),
                built.job().sbom().toString(),
                built.job().dockerfile().toString());
    }

    /** The same image with the results of its test. @param needed the variables that need a stand-in */
    public BuiltImage with(Measurements found, List<String> needed) {
        return new BuiltImage(
                service,
                repository,
                tag,
                digest,
                size,
                user,
                entrypoint,
                layers,
                found,
                needed,
                sizing,
                sbom,
                dockerfile);
    }

    /** Digest of the layer with the service's own code; empty if there is none. */
    public Optional<String> code() {
        return layers.stream().filter(Layer::code).map(Layer::digest).findFirst();
    }

    /** Digests of all layers except that of the service's own code. */
    public List<String> withoutCode() {
        return layers.stream().filter(layer -> !layer.code()).map(Layer::digest).toList();
    }

    public String reference() {
        return repository + ":" + tag;
    }

    /** @param size compressed bytes; @param rebuilt whether this run made it */
    public record Layer(String name, String digest, long size, boolean rebuilt) {
        /** Whether the layer has the service's own code. */
        boolean code() {
            return name.equals("code");
        }
    }
}
