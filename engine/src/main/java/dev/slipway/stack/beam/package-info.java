/** Elixir: Phoenix, and other applications that Mix releases. */
@NullMarked
package dev.slipway.stack.beam;

import org.jspecify.annotations.NullMarked;
