/** What Slipway knows of Go. */
@NullMarked
package dev.slipway.stack.go;

import org.jspecify.annotations.NullMarked;
