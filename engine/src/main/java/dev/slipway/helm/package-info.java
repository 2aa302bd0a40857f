/** Helm, as installed or compiled from its module. */
@NullMarked
package dev.slipway.helm;

import org.jspecify.annotations.NullMarked;
