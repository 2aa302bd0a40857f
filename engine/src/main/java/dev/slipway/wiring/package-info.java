/** Finds the services in a source tree and joins them to an application. */
@NullMarked
package dev.slipway.wiring;

import org.jspecify.annotations.NullMarked;
