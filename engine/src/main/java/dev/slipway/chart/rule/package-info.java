/** What a rendered object has to keep to. */
@NullMarked
package dev.slipway.chart.rule;

import org.jspecify.annotations.NullMarked;
