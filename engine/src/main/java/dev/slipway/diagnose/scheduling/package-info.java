/** What keeps a pod from a node, or ends it there. */
@NullMarked
package dev.slipway.diagnose.scheduling;

import org.jspecify.annotations.NullMarked;
