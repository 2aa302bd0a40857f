/** What a person typed: made even, cut into requests, with the words for numbers, times and amounts. */
@NullMarked
package dev.slipway.assist.words;

import org.jspecify.annotations.NullMarked;
