package dev.slipway.diagnose.scheduling;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;

/** A node evicted a pod. */
public final class EvictionRule implements Rule {
    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (Pod pod : snapshot.current()) {
            if (pod.getStatus() != null && "Evicted".equals(pod.getStatus().getReason())) {
                String message = String.valueOf(pod.getStatus().getMessage());
                causes.add(Cause.of("SLIP-468", pod)
                        .weight(replaced(snapshot, pod) ? Cause.Weight.RISKS : Cause.Weight.BLOCKS)
                        .permanent(false)
                        .summary("The node threw a pod of " + PodFacts.service(pod) + " out.")
                        .why(message)
                        .fix(
                                message.contains("ephemeral")
                                                || message.contains("emptyDir")
                                                || message.contains("EmptyDir")
                                        ? "let " + PodFacts.service(pod)
                                                + " write less, or give it a larger limit of ephemeral-storage or"
                                                + " emptyDir"
                                        : "free disk or memory on the node, then ./slipway deploy"));
            }
        }
        return causes;
    }

    /** Whether its workload has another pod that is ready. */
    private static boolean replaced(Snapshot snapshot, Pod pod) {
        return snapshot.current().stream()
                .anyMatch(p -> PodFacts.owner(p).equals(PodFacts.owner(pod)) && p != pod && PodFacts.ready(p));
    }
}
