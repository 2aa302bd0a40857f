/** The content of a Node.js folder: its code, its packages and the workspace around it. */
@NullMarked
package dev.slipway.stack.node.source;

import org.jspecify.annotations.NullMarked;
