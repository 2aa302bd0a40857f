/** What is common to all that Slipway knows of languages: a stack gives the projects of a folder. */
@NullMarked
package dev.slipway.stack;

import org.jspecify.annotations.NullMarked;
