/** What Slipway knows of Node.js, Bun, Next.js and pages that their tools build. */
@NullMarked
package dev.slipway.stack.node;

import org.jspecify.annotations.NullMarked;
