/** Requests that change what is there, one kind of change a file. */
@NullMarked
package dev.slipway.assist.alter;

import org.jspecify.annotations.NullMarked;
