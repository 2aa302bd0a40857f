/** JavaScript and TypeScript for Deno. */
@NullMarked
package dev.slipway.stack.deno;

import org.jspecify.annotations.NullMarked;
