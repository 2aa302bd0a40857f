/** The Debian archive: signed index, resolver, packages to layers. */
@NullMarked
package dev.slipway.debian;

import org.jspecify.annotations.NullMarked;
