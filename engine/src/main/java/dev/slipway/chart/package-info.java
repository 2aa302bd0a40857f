/** From services and images to a checked Helm chart. */
@NullMarked
package dev.slipway.chart;

import org.jspecify.annotations.NullMarked;
