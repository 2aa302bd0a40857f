/** Commands that show what is in a release, and whether that can be proved. */
@NullMarked
package dev.slipway.cli.proof;

import org.jspecify.annotations.NullMarked;
