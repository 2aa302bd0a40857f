/** Requests that make objects, one kind of object a file. */
@NullMarked
package dev.slipway.assist.make;

import org.jspecify.annotations.NullMarked;
