/** Readers of the files that an ecosystem keeps beside its code. */
@NullMarked
package dev.slipway.manifest;

import org.jspecify.annotations.NullMarked;
