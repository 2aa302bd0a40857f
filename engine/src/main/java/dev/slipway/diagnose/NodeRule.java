package dev.slipway.diagnose;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A node is short of a resource, or evicted a pod. */
final class NodeRule implements Rule {
    private static final Set<String> PRESSURE = Set.of("MemoryPressure", "DiskPressure", "PIDPressure");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (Pod pod : snapshot.current()) {
            if (pod.getStatus() != null && "Evicted".equals(pod.getStatus().getReason())) {
                String message = String.valueOf(pod.getStatus().getMessage());
                causes.add(new Cause(
                        "SLIP-468",
                        PodFacts.service(pod),
                        PodFacts.object(pod),
                        false,
                        "The node threw a pod of " + PodFacts.service(pod) + " out.",
                        message,
                        List.of(message),
                        "free disk or memory on the node, then ./slipway deploy"));
            }
        }
        if (snapshot.current().stream().allMatch(PodFacts::ready)) {
            return causes;
        }
        for (Node node : snapshot.nodes()) {
            if (node.getStatus() == null) {
                continue;
            }
            node.getStatus().getConditions().stream()
                    .filter(c -> PRESSURE.contains(c.getType()) && "True".equals(c.getStatus()))
                    .map(c -> new Cause(
                            "SLIP-468",
                            node.getMetadata().getName(),
                            "Node/" + node.getMetadata().getName(),
                            false,
                            "Node " + node.getMetadata().getName() + " reports " + c.getType() + ".",
                            String.valueOf(c.getMessage()),
                            List.of(c.getType() + ": " + c.getMessage()),
                            "free disk or memory on the node, then ./slipway deploy"))
                    .forEach(causes::add);
        }
        return causes;
    }
}
