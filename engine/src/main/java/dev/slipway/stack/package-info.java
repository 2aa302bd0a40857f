/** What all languages share: a stack gives the projects of a folder. */
@NullMarked
package dev.slipway.stack;

import org.jspecify.annotations.NullMarked;
