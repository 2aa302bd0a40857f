/** Pages that are plain files once they are built, and what leads them to their services. */
@NullMarked
package dev.slipway.stack.node.page;

import org.jspecify.annotations.NullMarked;
