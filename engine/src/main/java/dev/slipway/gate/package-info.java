/** Checks with evidence, gates, failures with a remedy, progress events: what every phase speaks in. */
@NullMarked
package dev.slipway.gate;

import org.jspecify.annotations.NullMarked;
