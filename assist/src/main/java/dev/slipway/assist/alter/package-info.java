/** Requests that change existing objects, one kind of change a file. */
@NullMarked
package dev.slipway.assist.alter;

import org.jspecify.annotations.NullMarked;
