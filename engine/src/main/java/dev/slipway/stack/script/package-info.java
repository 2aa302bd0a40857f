/** Programs that a script of their author's starts, whatever they are written in. */
@NullMarked
package dev.slipway.stack.script;

import org.jspecify.annotations.NullMarked;
