/** Carries plans out on a cluster: dry run, consent's other side, what was seen afterwards, and the way back. */
@NullMarked
package dev.slipway.assist.act;

import org.jspecify.annotations.NullMarked;
