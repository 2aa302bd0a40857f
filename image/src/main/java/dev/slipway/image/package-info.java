/** OCI images: layers, config, manifest, layout, registry protocol. */
@NullMarked
package dev.slipway.image;

import org.jspecify.annotations.NullMarked;
