/** Runs the tools of the machine, with a deadline and their last lines kept. */
@NullMarked
package dev.slipway.process;

import org.jspecify.annotations.NullMarked;
