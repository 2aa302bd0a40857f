package dev.slipway.diagnose.platform;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A node is short of a resource or does not report. */
public final class NodeRule implements Rule {
    private static final Set<String> PRESSURE = Set.of("MemoryPressure", "DiskPressure", "PIDPressure");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        boolean well = snapshot.current().stream().allMatch(p -> PodFacts.ready(p) || PodFacts.over(p));
        for (Node node : snapshot.nodes()) {
            if (node.getStatus() == null) {
                continue;
            }
            Ref ref = Ref.of(node);
            node.getStatus().getConditions().stream()
                    .filter(c -> PRESSURE.contains(c.getType()) && "True".equals(c.getStatus()) && !well)
                    .map(c -> Cause.of("SLIP-468", ref)
                            .root(ref.text() + " " + c.getType())
                            .permanent(false)
                            .summary("Node " + ref.name() + " reports " + c.getType() + ".")
                            .why(String.valueOf(c.getMessage()))
                            .evidence(c.getType() + ": " + c.getMessage())
                            .fix("free disk or memory on the node, then ./slipway deploy"))
                    .forEach(causes::add);
            node.getStatus().getConditions().stream()
                    .filter(c -> "Ready".equals(c.getType()) && !"True".equals(c.getStatus()))
                    .map(c -> Cause.of("SLIP-692", ref)
                            .root(ref.text())
                            .permanent(false)
                            .summary("Node " + ref.name() + " is not ready: its pods cannot be relied on.")
                            .why(c.getMessage() == null ? "it does not say why" : c.getMessage())
                            .evidence(c.getReason() + ": " + c.getMessage())
                            .fix("kubectl describe node " + ref.name()
                                    + "   (its kubelet, container runtime and network)"))
                    .forEach(causes::add);
        }
        return causes;
    }
}
