/** Finds the tools of the machine, and runs them with a deadline. */
@NullMarked
package dev.slipway.process;

import org.jspecify.annotations.NullMarked;
