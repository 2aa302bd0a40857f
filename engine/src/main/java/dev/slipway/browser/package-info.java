/** Debian's Chromium, driven by its DevTools protocol. */
@NullMarked
package dev.slipway.browser;

import org.jspecify.annotations.NullMarked;
