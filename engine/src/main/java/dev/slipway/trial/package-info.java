/** Learns from services that fail when they are tried: what they lack is tried next, and what served is kept. */
@NullMarked
package dev.slipway.trial;

import org.jspecify.annotations.NullMarked;
