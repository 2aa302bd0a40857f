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
 * @param tag never floating: derived from the content
 * @param digest {@code sha256:...} of the manifest
 * @param size compressed bytes
 * @param user numeric uid it runs as
 * @param entrypoint as in the image's configuration
 * @param standIns variables that need {@link #STAND_IN}, because the program ends where they are missing; sorted
 * @param sizing what such a program asks of a node where nothing was measured
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
        Measured measured,
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

    /** The value that stands in for a key that nobody has given. */
    public static final String STAND_IN = "not-set";

    /**
     * What the test of an image measured.
     *
     * @param startMillis until it served; 0 where it was not measured
     * @param idleMemoryBytes in use when idle; 0 where it was not measured
     */
    public record Measured(long startMillis, long idleMemoryBytes) {
        public static final Measured NOTHING = new Measured(0, 0);
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
                Measured.NOTHING,
                List.of(),
                built.job().plan().profile().sizing(),
                built.job().sbom().toString(),
                built.job().dockerfile().toString());
    }

    /** The same image with what its test found. @param needed the variables that need a stand-in */
    public BuiltImage with(Measured found, List<String> needed) {
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

    /** Digest of the service's own code; empty where it has no such layer. */
    public Optional<String> code() {
        return layers.stream().filter(Layer::code).map(Layer::digest).findFirst();
    }

    /** Digests of all layers but the service's own code. */
    public List<String> ground() {
        return layers.stream().filter(layer -> !layer.code()).map(Layer::digest).toList();
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
