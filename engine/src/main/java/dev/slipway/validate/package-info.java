/** Proves that a release works: health, use, load, utilisation, resilience. */
@NullMarked
package dev.slipway.validate;

import org.jspecify.annotations.NullMarked;
