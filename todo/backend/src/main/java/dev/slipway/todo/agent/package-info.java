/** Plans with the tools by a language model, where one is configured. */
@NullMarked
package dev.slipway.todo.agent;

import org.jspecify.annotations.NullMarked;
