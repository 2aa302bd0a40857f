/** Who asks: bearer tokens that Better Auth signed. */
@NullMarked
package dev.slipway.todo.auth;

import org.jspecify.annotations.NullMarked;
