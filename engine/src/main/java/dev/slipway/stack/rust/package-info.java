/** Rust: programs of Cargo that listen, one alone or several in a workspace. */
@NullMarked
package dev.slipway.stack.rust;

import org.jspecify.annotations.NullMarked;
