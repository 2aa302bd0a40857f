/** Alive, ready, started: by content. */
@NullMarked
package dev.slipway.todo.health;

import org.jspecify.annotations.NullMarked;
