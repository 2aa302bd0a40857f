/** Kubernetes clusters: what every kind of them gives. */
@NullMarked
package dev.slipway.cluster;

import org.jspecify.annotations.NullMarked;
