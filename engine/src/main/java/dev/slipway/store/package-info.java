/** Servers that keep others' data: which there are, what leads to them, how each becomes an image. */
@NullMarked
package dev.slipway.store;

import org.jspecify.annotations.NullMarked;
