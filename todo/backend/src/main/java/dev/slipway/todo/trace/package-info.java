/** Which trace a request belongs to, for the logs always and for a collector where one is configured. */
@NullMarked
package dev.slipway.todo.trace;

import org.jspecify.annotations.NullMarked;
