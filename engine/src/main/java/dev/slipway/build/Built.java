package dev.slipway.build;

import dev.slipway.image.Layer;
import dev.slipway.sandbox.ContainerImage;
import java.util.List;
import java.util.Set;

/**
 * A service's image in the layout.
 *
 * @param tag made from the content, never floating
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

    /** Size of all compressed layers in bytes. */
    public long size() {
        return layers.stream().mapToLong(Layer::size).sum();
    }

    /** Whether the layer is not in the last build of this service. */
    public boolean isNew(Layer layer) {
        return !earlier.contains(layer.digest());
    }

    /** The image for a container. */
    public ContainerImage container() {
        return new ContainerImage(
                layers.stream().map(Layer::digest).toList(), job.plan().run());
    }
}
