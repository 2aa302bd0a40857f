/** Next.js. */
@NullMarked
package dev.slipway.stack.node.next;

import org.jspecify.annotations.NullMarked;
