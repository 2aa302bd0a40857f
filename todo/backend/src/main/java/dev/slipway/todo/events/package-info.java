/** What happened: outbox, audit trail, live changes and reminders. */
@NullMarked
package dev.slipway.todo.events;

import org.jspecify.annotations.NullMarked;
