/** From services to tested images with an SBOM, without a container engine. */
@NullMarked
package dev.slipway.containerize;

import org.jspecify.annotations.NullMarked;
