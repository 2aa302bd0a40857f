/** The tools for MCP clients. */
@NullMarked
package dev.slipway.todo.mcp;

import org.jspecify.annotations.NullMarked;
