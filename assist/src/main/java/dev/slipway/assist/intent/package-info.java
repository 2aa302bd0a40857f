/** What a request is read with: its words, the cluster's objects, and what was spoken of before. */
@NullMarked
package dev.slipway.assist.intent;

import org.jspecify.annotations.NullMarked;
