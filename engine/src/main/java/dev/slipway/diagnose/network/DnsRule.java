package dev.slipway.diagnose.network;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** The cluster's own DNS has no ready pod, so no program can resolve a name. */
public final class DnsRule implements Rule {
    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Pod> servers = snapshot.pods().stream()
                .filter(p -> "kube-dns".equals(PodFacts.labels(p).get("k8s-app")))
                .toList();
        return servers.isEmpty() || servers.stream().anyMatch(PodFacts::ready)
                ? List.of()
                : List.of(Cause.of("SLIP-679", servers.getFirst())
                        .permanent(false)
                        .root("cluster DNS")
                        .summary("The cluster's DNS does not run: no program in it can resolve a name.")
                        .why(servers.size() + " pods, none of them ready")
                        .evidence(servers.stream().map(PodFacts::object).toList())
                        .fix("kubectl describe pod -n " + PodFacts.namespace(servers.getFirst())
                                + " -l k8s-app=kube-dns"));
    }
}
