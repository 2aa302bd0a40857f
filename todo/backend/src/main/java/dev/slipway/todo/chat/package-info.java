/** Conversations: a message in, tools called, an answer out. */
@NullMarked
package dev.slipway.todo.chat;

import org.jspecify.annotations.NullMarked;
