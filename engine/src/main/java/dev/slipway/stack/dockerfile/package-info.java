/** Programs in languages that no other room knows, by their own Dockerfile: what of it can be done in a room, and nothing else. */
@NullMarked
package dev.slipway.stack.dockerfile;

import org.jspecify.annotations.NullMarked;
