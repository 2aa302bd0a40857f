/** Gate G5: proves that a release works, by health, scenarios, load, utilisation and resilience. */
@NullMarked
package dev.slipway.validate;

import org.jspecify.annotations.NullMarked;
