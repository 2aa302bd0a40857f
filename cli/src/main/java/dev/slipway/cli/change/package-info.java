/** Commands that look at any cluster by words and change it: ask, apply-plan, fix, undo. */
@NullMarked
package dev.slipway.cli.change;

import org.jspecify.annotations.NullMarked;
