/** Turns what a diagnosis finds into changes that mend it. */
@NullMarked
package dev.slipway.assist.fix;

import org.jspecify.annotations.NullMarked;
