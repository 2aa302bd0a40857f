/** Carries plans out on a cluster: the dry run, the changes, the look afterwards, and the way back. */
@NullMarked
package dev.slipway.assist.act;

import org.jspecify.annotations.NullMarked;
