/** Assistants that propose; gates dispose. */
@NullMarked
package dev.slipway.assist;

import org.jspecify.annotations.NullMarked;
