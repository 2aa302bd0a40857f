/** What Slipway keeps on this machine and nobody needs any more. */
@NullMarked
package dev.slipway.tidy;

import org.jspecify.annotations.NullMarked;
