package dev.slipway.diagnose;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The API server refuses to make a workload's pods. */
final class CreationRule implements Rule {
    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        Stream<HasMetadata> makers = Stream.concat(
                snapshot.replicaSets().stream().filter(snapshot::isCurrent).filter(CreationRule::lacks),
                snapshot.statefulSets().stream()
                        .filter(s -> s.getStatus() == null
                                || s.getStatus().getReplicas() == null
                                || s.getStatus().getReplicas() < s.getSpec().getReplicas()));
        makers.forEach(maker -> snapshot.eventsOf(maker).stream()
                .filter(e -> Events.is(e, "FailedCreate"))
                .reduce((a, b) -> b)
                .map(e -> cause(snapshot, maker, e))
                .ifPresent(causes::add));
        return causes;
    }

    private static boolean lacks(ReplicaSet set) {
        int wanted = set.getSpec() == null || set.getSpec().getReplicas() == null
                ? 0
                : set.getSpec().getReplicas();
        int made = set.getStatus() == null || set.getStatus().getReplicas() == null
                ? 0
                : set.getStatus().getReplicas();
        return made < wanted;
    }

    private static Cause cause(Snapshot snapshot, HasMetadata maker, Event event) {
        String owner = Snapshot.owner(maker, "Deployment");
        String service = owner.isEmpty() ? maker.getMetadata().getName() : owner;
        String message = Events.message(event);
        String object = maker.getKind() + "/" + maker.getMetadata().getName();
        if (message.contains("exceeded quota")) {
            List<String> evidence = new ArrayList<>(List.of(Events.line(event)));
            snapshot.quotas()
                    .forEach(q -> evidence.add("quota " + q.getMetadata().getName() + ": used "
                            + (q.getStatus() == null ? "unknown" : q.getStatus().getUsed()) + " of "
                            + (q.getSpec() == null ? "unknown" : q.getSpec().getHard())));
            return new Cause(
                    "SLIP-466",
                    service,
                    object,
                    true,
                    "The namespace's quota allows no further pod of " + service + ".",
                    message,
                    evidence,
                    "kubectl describe quota -n " + maker.getMetadata().getNamespace()
                            + "   (raise it, or lower services." + service + ".resources in slipway.yaml)");
        }
        if (message.contains("violates PodSecurity")) {
            return new Cause(
                    "SLIP-467",
                    service,
                    object,
                    true,
                    "Pod Security refuses the pods of " + service + ".",
                    message,
                    List.of(Events.line(event)),
                    "change the pod template of " + service + " in slipway/chart to what the message asks for");
        }
        return new Cause(
                "SLIP-473",
                service,
                object,
                Events.count(event) >= 3,
                "The API server refuses the pods of " + service + ".",
                message,
                List.of(Events.line(event)),
                "kubectl describe " + maker.getKind().toLowerCase(java.util.Locale.ROOT) + " -n "
                        + maker.getMetadata().getNamespace() + " "
                        + maker.getMetadata().getName());
    }
}
