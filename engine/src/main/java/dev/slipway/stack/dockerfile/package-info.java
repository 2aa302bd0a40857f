/** Programs in languages that no other package knows, built by their own Dockerfile as far as a room can run it. */
@NullMarked
package dev.slipway.stack.dockerfile;

import org.jspecify.annotations.NullMarked;
