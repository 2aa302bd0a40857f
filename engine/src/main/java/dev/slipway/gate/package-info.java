/** The terms that every phase shares: checks with evidence, gates, failures with a remedy, progress events. */
@NullMarked
package dev.slipway.gate;

import org.jspecify.annotations.NullMarked;
