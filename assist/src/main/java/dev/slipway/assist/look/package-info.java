/** Requests that ask: lists, logs, audits, causes, health. */
@NullMarked
package dev.slipway.assist.look;

import org.jspecify.annotations.NullMarked;
