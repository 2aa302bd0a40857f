package dev.slipway.diagnose;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads pods. */
final class Pods {
    private Pods() {}

    static Map<String, String> labels(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }

    static String service(Pod pod) {
        return labels(pod)
                .getOrDefault("app.kubernetes.io/name", pod.getMetadata().getName());
    }

    static boolean ready(Pod pod) {
        return condition(pod, "Ready").map(c -> "True".equals(c.getStatus())).orElse(false);
    }

    static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(c -> type.equals(c.getType()))
                        .findFirst();
    }

    static String object(Pod pod) {
        return "Pod/" + pod.getMetadata().getName();
    }

    /** The containers that keep the pod from being ready: init containers that are not through, and those not ready. */
    static List<Container> unready(Pod pod) {
        List<Container> containers = new ArrayList<>();
        if (pod.getStatus() == null || ready(pod)) {
            return containers;
        }
        for (ContainerStatus status : pod.getStatus().getInitContainerStatuses()) {
            Container container = new Container(pod, status, true);
            if (!container.succeeded()) {
                containers.add(container);
            }
        }
        for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
            if (!Boolean.TRUE.equals(status.getReady())) {
                containers.add(new Container(pod, status, false));
            }
        }
        return containers;
    }
}
