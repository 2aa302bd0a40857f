/** The fields that objects have by the API's own types, and how people say them. */
@NullMarked
package dev.slipway.assist.field;

import org.jspecify.annotations.NullMarked;
