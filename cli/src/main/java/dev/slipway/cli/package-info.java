/** Commands and terminal progress; nothing else. */
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
