/** Typed changes of objects in the API's form, planned before anybody is asked for consent. */
@NullMarked
package dev.slipway.assist.plan;

import org.jspecify.annotations.NullMarked;
