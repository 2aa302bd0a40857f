/** Registries, spoken to by the OCI distribution specification 1.1. */
@NullMarked
package dev.slipway.image.registry;

import org.jspecify.annotations.NullMarked;
