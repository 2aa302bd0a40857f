package dev.slipway.diagnose;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** No node takes a pod. */
final class SchedulingRule implements Rule {
    /** Older pods may end meanwhile and make room. */
    private static final Duration ROOM = Duration.ofSeconds(15);
    /** A node that has just started carries a taint for a moment. */
    private static final Duration START = Duration.ofSeconds(60);

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (Pod pod : snapshot.current()) {
            PodFacts.condition(pod, "PodScheduled")
                    .filter(c -> "False".equals(c.getStatus()) && c.getMessage() != null)
                    // A claim that is not bound has a rule of its own.
                    .filter(c -> !c.getMessage().contains("PersistentVolumeClaim"))
                    .map(c -> cause(snapshot, pod, c))
                    .ifPresent(causes::add);
        }
        return causes;
    }

    private static Cause cause(Snapshot snapshot, Pod pod, PodCondition condition) {
        String message = condition.getMessage();
        boolean room = message.contains("Insufficient");
        boolean disk = snapshot.nodes().stream().anyMatch(SchedulingRule::full);
        Instant from = condition.getLastTransitionTime() == null
                ? snapshot.taken()
                : Events.instant(condition.getLastTransitionTime());
        boolean permanent = Duration.between(from, snapshot.taken()).compareTo(room ? ROOM : START) >= 0;
        List<String> evidence = new ArrayList<>(List.of(message));
        snapshot.nodes()
                .forEach(n -> evidence.add("node " + n.getMetadata().getName() + " can give: "
                        + (n.getStatus() == null ? "unknown" : n.getStatus().getAllocatable())));
        return new Cause(
                "SLIP-451",
                PodFacts.service(pod),
                PodFacts.object(pod),
                permanent,
                "No node takes a pod of " + PodFacts.service(pod)
                        + (room ? ": too few resources are left." : disk ? ": the node's disk is nearly full." : "."),
                disk && !room
                        ? "the node tells DiskPressure, and takes no pods before there is room: " + message
                        : message,
                evidence,
                room
                        ? "stop another application with ./slipway down; or ./slipway eject, then smaller services."
                                + PodFacts.service(pod)
                                + ".resources.requests or fewer replicas in slipway/chart/values.yaml,"
                                + " then ./slipway up"
                        : disk
                                ? "free some space on the disk that SLIPWAY_HOME is on (embedded node) or the cluster's own;"
                                        + " it takes pods again within 5 minutes; then ./slipway up"
                                : "kubectl describe pod -n " + pod.getMetadata().getNamespace() + " "
                                        + pod.getMetadata().getName());
    }

    private static boolean full(Node node) {
        return node.getSpec() != null
                && node.getSpec().getTaints() != null
                && node.getSpec().getTaints().stream()
                        .anyMatch(taint -> "node.kubernetes.io/disk-pressure".equals(taint.getKey()));
    }
}
