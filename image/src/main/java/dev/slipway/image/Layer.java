package dev.slipway.image;

import java.time.Instant;
import java.util.Objects;

/**
 * A layer's blob.
 *
 * @param digest {@code sha256:...} of the compressed bytes (OCI image specification, descriptor)
 * @param diffId {@code sha256:...} of the uncompressed tar (OCI image specification, rootfs)
 * @param size compressed bytes
 * @param date the newest in it, whole seconds
 */
public record Layer(String name, String mediaType, String digest, String diffId, long size, Instant date) {
    public Layer {
        Objects.requireNonNull(date);
    }
}
