/** Which cluster a run uses. */
@NullMarked
package dev.slipway.cluster.choice;

import org.jspecify.annotations.NullMarked;
