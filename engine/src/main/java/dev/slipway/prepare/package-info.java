/** Doctor: tools, assistants, resources, and what stands in for what is missing. */
@NullMarked
package dev.slipway.prepare;

import org.jspecify.annotations.NullMarked;
