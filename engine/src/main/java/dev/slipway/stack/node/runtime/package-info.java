/** Node.js and Bun in an image. */
@NullMarked
package dev.slipway.stack.node.runtime;

import org.jspecify.annotations.NullMarked;
