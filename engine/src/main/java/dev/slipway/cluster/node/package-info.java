/** The embedded node: real Kubernetes components in namespaces of their own on this machine. */
@NullMarked
package dev.slipway.cluster.node;

import org.jspecify.annotations.NullMarked;
