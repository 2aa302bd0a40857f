package dev.slipway.image;

import java.util.List;
import java.util.Map;

/**
 * The description of an image to make.
 *
 * @param reference full name with a tag, such as {@code slipway.local/todo/backend:1a2b3c}
 * @param architecture as Go names it: {@code amd64}, {@code arm64}
 * @param layers from the lowest
 */
public record ImageSpec(
        String reference,
        String architecture,
        List<Layer> layers,
        List<String> entrypoint,
        Map<String, String> env,
        String workdir,
        String user,
        List<Integer> ports,
        Map<String, String> labels) {
    public ImageSpec {
        if (reference.lastIndexOf(':') <= reference.lastIndexOf('/')) {
            throw new IllegalArgumentException("reference without a tag: " + reference);
        }
        layers = List.copyOf(layers);
        entrypoint = List.copyOf(entrypoint);
        env = Map.copyOf(env);
        ports = List.copyOf(ports);
        labels = Map.copyOf(labels);
    }
}
