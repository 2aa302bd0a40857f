/** The context of a request: its words, the cluster's objects, and the objects that were mentioned before. */
@NullMarked
package dev.slipway.assist.intent;

import org.jspecify.annotations.NullMarked;
