package dev.slipway.cluster;

/**
 * A running cluster.
 *
 * @param provider {@code embedded}, {@code minikube}, {@code kind}, {@code k3d}, {@code docker-desktop} or {@code
 * context}
 * @param kubeconfig absolute path
 * @param context name of the context in it
 * @param local whether it is known to run on this machine
 * @param gateway {@code http://127.0.0.1:PORT} of the cluster's ingress on this machine; empty if there is none
 */
public record Cluster(
        String provider,
        String name,
        String kubeconfig,
        String context,
        String version,
        boolean local,
        String gateway) {}
