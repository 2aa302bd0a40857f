/** What the rules cannot read goes to a language model where one is named; its answer is the same typed plan, under the same consent. */
@NullMarked
package dev.slipway.assist.model;

import org.jspecify.annotations.NullMarked;
