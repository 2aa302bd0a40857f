/** Tasks and their REST API. */
@NullMarked
package dev.slipway.todo.tasks;

import org.jspecify.annotations.NullMarked;
