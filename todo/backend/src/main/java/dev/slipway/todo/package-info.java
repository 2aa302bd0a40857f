/** The Todo Chatbot's backend. */
@NullMarked
package dev.slipway.todo;

import org.jspecify.annotations.NullMarked;
