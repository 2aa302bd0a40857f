package dev.slipway.diagnose;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a snapshot of a namespace. */
final class SnapshotReader {
    private static final int LINES = 200;

    private final KubernetesClient client;
    private final String namespace;

    SnapshotReader(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    Snapshot read(Instant since, Instant now) {
        List<Pod> pods = client.pods().inNamespace(namespace).list().getItems();
        return new Snapshot(
                since,
                now,
                pods,
                client.apps().deployments().inNamespace(namespace).list().getItems(),
                client.apps().replicaSets().inNamespace(namespace).list().getItems(),
                client.apps().statefulSets().inNamespace(namespace).list().getItems(),
                client.persistentVolumeClaims().inNamespace(namespace).list().getItems(),
                client.resourceQuotas().inNamespace(namespace).list().getItems(),
                client.nodes().list().getItems(),
                client.v1().events().inNamespace(namespace).list().getItems(),
                logs(pods));
    }

    private List<Snapshot.Log> logs(List<Pod> pods) {
        List<Snapshot.Log> logs = new ArrayList<>();
        for (Pod pod : pods) {
            for (Container container : Container.unready(pod)) {
                List<String> lines = new ArrayList<>();
                if (container.running() && container.ends() > 0) {
                    lines.addAll(lines(container, true));
                }
                lines.addAll(lines(container, false));
                if (!lines.isEmpty()) {
                    logs.add(new Snapshot.Log(container.podName(), container.name(), lines));
                }
            }
        }
        return logs;
    }

    private List<String> lines(Container container, boolean previous) {
        String uri = "/api/v1/namespaces/" + namespace + "/pods/" + container.podName() + "/log?container="
                + container.name() + "&tailLines=" + LINES + (previous ? "&previous=true" : "");
        try {
            @Nullable String text = client.raw(uri);
            return text == null ? List.of() : text.lines().toList();
        } catch (KubernetesClientException e) {
            // A container that has not started has no log; that is no error.
            return List.of();
        }
    }
}
