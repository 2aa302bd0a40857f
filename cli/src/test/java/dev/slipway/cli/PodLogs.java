package dev.slipway.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What all pods of a service write while this is open, those that are gone by its end included. */
final class PodLogs implements AutoCloseable {
    private record Followed(LogWatch watch, ByteArrayOutputStream text) {}

    private final KubernetesClient cluster;
    private final String namespace;
    private final String service;
    private final Map<String, Followed> pods = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();

    PodLogs(KubernetesClient cluster, String namespace, String service) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.service = service;
        looking.scheduleWithFixedDelay(this::look, 0, 500, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            cluster
                    .pods()
                    .inNamespace(namespace)
                    .withLabel("app.kubernetes.io/name", service)
                    .list()
                    .getItems()
                    .stream()
                    .filter(pod -> pod.getStatus().getPhase().equals("Running"))
                    .forEach(pod -> pods.computeIfAbsent(pod.getMetadata().getName(), this::follow));
        } catch (KubernetesClientException e) {
            // The next look finds what this one did not.
            System.err.println("Pods could not be listed: " + e.getMessage());
        }
    }

    private Followed follow(String pod) {
        var text = new ByteArrayOutputStream();
        return new Followed(
                cluster.pods()
                        .inNamespace(namespace)
                        .withName(pod)
                        .sinceSeconds(2)
                        .watchLog(text),
                text);
    }

    /** The lines that hold {@code words}, each behind its pod's name. */
    List<String> having(String words) {
        return pods.entrySet().stream()
                .flatMap(pod -> pod.getValue()
                        .text()
                        .toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains(words))
                        .map(line -> pod.getKey() + ": " + line))
                .toList();
    }

    @Override
    public void close() {
        looking.shutdownNow();
        pods.values().forEach(followed -> followed.watch().close());
    }
}
