/** Programs that Slipway compiles from their Go modules, once for a machine. */
@NullMarked
package dev.slipway.compile;

import org.jspecify.annotations.NullMarked;
