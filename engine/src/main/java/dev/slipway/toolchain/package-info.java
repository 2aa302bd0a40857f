/** The tools of each language, and the Debian file systems that they lie in: made once, shared by all applications. */
@NullMarked
package dev.slipway.toolchain;

import org.jspecify.annotations.NullMarked;
