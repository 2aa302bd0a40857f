/** Understands people without a language model. */
@NullMarked
package dev.slipway.todo.interpret;

import org.jspecify.annotations.NullMarked;
