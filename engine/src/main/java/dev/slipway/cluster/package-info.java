/** Kubernetes clusters: those that exist, and the embedded node. */
@NullMarked
package dev.slipway.cluster;

import org.jspecify.annotations.NullMarked;
