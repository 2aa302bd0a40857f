/** Images from build plans: steps, layers, the base, class archives, and what is kept of them between builds. */
@NullMarked
package dev.slipway.build;

import org.jspecify.annotations.NullMarked;
