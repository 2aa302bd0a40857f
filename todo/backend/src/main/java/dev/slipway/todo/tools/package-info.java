/** What can be done to tasks by talking: the same calls for the interpreter, a model and MCP. */
@NullMarked
package dev.slipway.todo.tools;

import org.jspecify.annotations.NullMarked;
