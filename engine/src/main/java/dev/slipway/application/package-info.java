/** An application and its services, and how each becomes an image: what every phase speaks of. */
@NullMarked
package dev.slipway.application;

import org.jspecify.annotations.NullMarked;
