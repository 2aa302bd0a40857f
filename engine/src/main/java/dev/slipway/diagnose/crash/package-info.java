/** What ends a container that has started, or keeps it from being ready. */
@NullMarked
package dev.slipway.diagnose.crash;

import org.jspecify.annotations.NullMarked;
