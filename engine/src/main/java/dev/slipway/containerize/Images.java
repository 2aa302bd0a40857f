package dev.slipway.containerize;

import java.util.List;

/**
 * The images of an application, in an OCI layout.
 *
 * @param layout folder of the OCI image layout, absolute
 */
public record Images(String layout, List<BuiltImage> images) {
    public Images {
        images = List.copyOf(images);
    }
}
