/** Assistants that are installed, asked for a second opinion while a run goes on: Gordon, kubectl-ai, kagent. */
@NullMarked
package dev.slipway.assist.second;

import org.jspecify.annotations.NullMarked;
