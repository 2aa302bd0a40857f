package dev.slipway.sandbox;

import dev.slipway.application.BuildPlan;
import java.util.List;

/**
 * The image of a container.
 *
 * @param layers digests of the image's layers, the lowest first
 * @param run how its program is started
 */
public record ContainerImage(List<String> layers, BuildPlan.RunConfig run) {
    public ContainerImage {
        layers = List.copyOf(layers);
    }
}
