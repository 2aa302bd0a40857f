/** Reads a text as requests, and each request by the first intent that knows it. */
@NullMarked
package dev.slipway.assist.ask;

import org.jspecify.annotations.NullMarked;
