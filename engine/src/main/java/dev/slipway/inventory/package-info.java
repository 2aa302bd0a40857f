/** Which files of a source tree count. */
@NullMarked
package dev.slipway.inventory;

import org.jspecify.annotations.NullMarked;
