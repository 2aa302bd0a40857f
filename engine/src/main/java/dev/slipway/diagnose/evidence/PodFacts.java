package dev.slipway.diagnose.evidence;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads facts from a pod. */
public final class PodFacts {
    /** Phases that a pod does not leave. */
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private PodFacts() {}

    public static Map<String, String> labels(HasMetadata object) {
        return WorkloadTemplate.labels(object.getMetadata());
    }

    /** The name of the service that people know: from its labels, else from its owner. */
    public static String service(Pod pod) {
        String named = labels(pod).getOrDefault("app.kubernetes.io/name", "");
        return named.isEmpty() ? owner(pod) : named;
    }

    /** The name of its owner, without a revision's hash; the pod's own name if it has no owner. */
    public static String owner(Pod pod) {
        String hash = labels(pod).getOrDefault("pod-template-hash", "");
        return pod.getMetadata().getOwnerReferences().stream()
                .findFirst()
                .map(o -> hash.isEmpty() ? o.getName() : o.getName().replaceFirst("-" + hash + "$", ""))
                .orElse(pod.getMetadata().getName());
    }

    /** Whether Slipway's chart made the pod. Its settings then stand in slipway.yaml and in the chart's values. */
    public static boolean ofSlipway(Pod pod) {
        return labels(pod).containsKey("slipway.dev/role");
    }

    public static String namespace(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getNamespace(), "default");
    }

    public static boolean ready(Pod pod) {
        return condition(pod, "Ready").map(c -> "True".equals(c.getStatus())).orElse(false);
    }

    public static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(c -> type.equals(c.getType()))
                        .findFirst();
    }

    public static String object(Pod pod) {
        return "Pod/" + pod.getMetadata().getName();
    }

    public static boolean over(Pod pod) {
        return pod.getStatus() != null
                && OVER.contains(String.valueOf(pod.getStatus().getPhase()));
    }
}
