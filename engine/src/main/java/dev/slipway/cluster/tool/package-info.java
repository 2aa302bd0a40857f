/** Clusters of minikube, kind, k3d, Docker Desktop and any other context of a kubeconfig. */
@NullMarked
package dev.slipway.cluster.tool;

import org.jspecify.annotations.NullMarked;
