/** Slipway as a server of the Model Context Protocol: its commands as typed tools, under the consent rules of the terminal. */
@NullMarked
package dev.slipway.cli.mcp;

import org.jspecify.annotations.NullMarked;
