/** Finds the services in a source tree and knows how each stack is built. */
@NullMarked
package dev.slipway.source;

import org.jspecify.annotations.NullMarked;
