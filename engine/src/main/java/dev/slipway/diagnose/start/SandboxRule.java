package dev.slipway.diagnose.start;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;

/** The node cannot make a pod's sandbox, because its network or its runtime does not work. */
public final class SandboxRule implements Rule {
    private static final int PATIENCE = 3;

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (Pod pod : snapshot.current()) {
            boolean begun = Container.of(pod).stream()
                    .anyMatch(c -> c.running() || c.ended().isPresent());
            if (begun || PodFacts.over(pod)) {
                continue;
            }
            snapshot.lastEvent(pod, "FailedCreatePodSandBox").ifPresent(e -> {
                String message = Events.message(e);
                boolean runtime = message.contains("no runtime for") || message.contains("RuntimeHandler");
                boolean network = message.contains("network") || message.contains("cni");
                causes.add(Cause.of("SLIP-615", pod)
                        .root(network && !runtime ? "Node/network" : "SLIP-615 of " + PodFacts.owner(pod))
                        .permanent(Events.count(e) >= PATIENCE)
                        .summary(PodFacts.service(pod) + " cannot start: the node cannot make the pod's sandbox.")
                        .why((runtime
                                        ? "the node's container runtime knows no such runtime class: "
                                        : network ? "the pod network (CNI) does not work on that node: " : "")
                                + message)
                        .evidence(Events.line(e))
                        .fix(
                                runtime
                                        ? "take runtimeClassName out of "
                                                + snapshot.changed(pod).text() + ", or set that runtime up on the nodes"
                                        : "kubectl get pods -n kube-system -o wide   (the network's own pods on "
                                                + (pod.getSpec() == null
                                                        ? "that node"
                                                        : pod.getSpec().getNodeName()) + ")"));
            });
        }
        return causes;
    }
}
