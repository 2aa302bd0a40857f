/** What a rule finds, the fix that it proposes, and what a rule is. */
@NullMarked
package dev.slipway.diagnose.cause;

import org.jspecify.annotations.NullMarked;
