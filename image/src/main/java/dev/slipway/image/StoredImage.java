package dev.slipway.image;

/**
 * An image in a layout.
 *
 * @param digest of its manifest
 * @param size compressed bytes of configuration and layers
 */
public record StoredImage(String reference, String digest, long size) {}
