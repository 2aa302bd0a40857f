/** Gate G1: the machine, its tools and assistants, and what serves where one is missing. */
@NullMarked
package dev.slipway.prepare;

import org.jspecify.annotations.NullMarked;
