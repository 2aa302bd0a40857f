package dev.slipway.image;

/**
 * A layer's blob.
 *
 * @param digest {@code sha256:...} of the compressed bytes (OCI image specification, descriptor)
 * @param diffId {@code sha256:...} of the uncompressed tar (OCI image specification, rootfs)
 * @param size compressed bytes
 */
public record Layer(String name, String mediaType, String digest, String diffId, long size) {}
