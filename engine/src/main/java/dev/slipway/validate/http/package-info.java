/** Requests to a release, within limits of size and time. */
@NullMarked
package dev.slipway.validate.http;

import org.jspecify.annotations.NullMarked;
