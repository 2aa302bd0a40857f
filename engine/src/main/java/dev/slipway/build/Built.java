package dev.slipway.build;

import dev.slipway.image.Layer;
import dev.slipway.sandbox.ContainerImage;
import java.util.List;
import java.util.Set;

/**
 * A service's image in the layout.
 *
 * @param tag never floating: made of the content
 * @param digest {@code sha256:...} of the manifest
 * @param layers of the image, the lowest first
 * @param earlier digests of the layers that the last build of this service had
 * @param made the plan's own layers, with their contents
 */
public record Built(
        Job job,
        String tag,
        String digest,
        BaseImage base,
        List<Layer> layers,
        Set<String> earlier,
        List<MadeLayer> made) {
    public Built {
        layers = List.copyOf(layers);
        earlier = Set.copyOf(earlier);
        made = List.copyOf(made);
    }

    public String name() {
        return job.name();
    }

    public String reference() {
        return job.repository() + ":" + tag;
    }

    /** Compressed bytes. */
    public long size() {
        return layers.stream().mapToLong(Layer::size).sum();
    }

    /** Whether the last build of this service did not have the layer. */
    public boolean isNew(Layer layer) {
        return !earlier.contains(layer.digest());
    }

    /** As a container needs it. */
    public ContainerImage container() {
        return new ContainerImage(
                layers.stream().map(Layer::digest).toList(), job.plan().run());
    }
}
