/** Rust: programs of Cargo that listen, one at a time or several of a workspace. */
@NullMarked
package dev.slipway.stack.rust;

import org.jspecify.annotations.NullMarked;
