package dev.slipway.cluster;

import java.time.Duration;

/**
 * State of the embedded node.
 *
 * @param phase {@code absent}, {@code stopped}, {@code starting}, {@code ready} or {@code failed}
 * @param detail what it waits for, or why it failed; may be empty
 * @param memory bytes in use by the node and its pods
 * @param gatewayPort 0 where it has no ingress
 */
public record ClusterStatus(
        String name,
        String phase,
        String detail,
        String version,
        Duration uptime,
        long memory,
        int apiPort,
        int gatewayPort,
        String kubeconfig) {
    public ClusterStatus with(String otherDetail) {
        return new ClusterStatus(name, phase, otherDetail, version, uptime, memory, apiPort, gatewayPort, kubeconfig);
    }
}
