/** Reminders to browsers that have no page open: Web Push (RFC 8030), encrypted (RFC 8291) and signed (RFC 8292). */
@NullMarked
package dev.slipway.todo.push;

import org.jspecify.annotations.NullMarked;
