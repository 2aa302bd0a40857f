/** What every request passes first: its size, and how many there are of one person. */
@NullMarked
package dev.slipway.todo.door;

import org.jspecify.annotations.NullMarked;
