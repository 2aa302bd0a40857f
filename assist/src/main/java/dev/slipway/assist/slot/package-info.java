/** What a request says of pods and containers: images, variables, amounts, ports, commands, volumes, places. */
@NullMarked
package dev.slipway.assist.slot;

import org.jspecify.annotations.NullMarked;
