/** From objects, events and logs to the named cause of a failure, with evidence and remedy. */
@NullMarked
package dev.slipway.diagnose;

import org.jspecify.annotations.NullMarked;
