package dev.slipway.diagnose;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Map;
import java.util.Optional;

/** Reads pods. */
final class PodFacts {
    private PodFacts() {}

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
}
