package dev.slipway.diagnose;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;

/** A volume cannot be provided or mounted. */
final class ClaimRule implements Rule {
    private static final int PATIENCE = 3;

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (PersistentVolumeClaim claim : snapshot.claims()) {
            if (claim.getStatus() == null || "Pending".equals(claim.getStatus().getPhase())) {
                snapshot.eventsOf(claim).stream()
                        .filter(e -> Events.is(e, "ProvisioningFailed", "FailedBinding"))
                        .reduce((a, b) -> b)
                        .map(e -> pending(snapshot, claim, e))
                        .ifPresent(causes::add);
            }
        }
        for (Pod pod : snapshot.current()) {
            if (!PodFacts.ready(pod)) {
                snapshot.eventsOf(pod).stream()
                        .filter(e -> Events.is(e, "FailedMount", "FailedAttachVolume"))
                        .reduce((a, b) -> b)
                        .map(e -> mount(pod, e))
                        .ifPresent(causes::add);
            }
        }
        return causes;
    }

    private static Cause pending(Snapshot snapshot, PersistentVolumeClaim claim, Event event) {
        String name = claim.getMetadata().getName();
        String message = Events.message(event);
        String wanted = claim.getSpec() == null ? null : claim.getSpec().getStorageClassName();
        boolean noClass = message.contains("no storage class is set") || message.contains("not found");
        return new Cause(
                "SLIP-452",
                snapshot.pods().stream()
                        .filter(p -> uses(p, name))
                        .map(PodFacts::service)
                        .findFirst()
                        .orElse(name),
                "PersistentVolumeClaim/" + name,
                noClass || Events.count(event) >= PATIENCE,
                "The claim " + name + " gets no volume.",
                message,
                List.of(Events.line(event), "storage class: " + (wanted == null ? "the cluster's default" : wanted)),
                noClass
                        ? "kubectl get storageclass   (mark one as default, or name it in slipway.yaml)"
                        : "kubectl describe pvc -n " + claim.getMetadata().getNamespace() + " " + name);
    }

    private static boolean uses(Pod pod, String claim) {
        return pod.getSpec() != null
                && pod.getSpec().getVolumes().stream()
                        .anyMatch(v -> v.getPersistentVolumeClaim() != null
                                && claim.equals(v.getPersistentVolumeClaim().getClaimName()));
    }

    private static Cause mount(Pod pod, Event event) {
        String message = Events.message(event);
        return new Cause(
                "SLIP-471",
                PodFacts.service(pod),
                PodFacts.object(pod),
                Events.count(event) >= PATIENCE && message.contains("not found"),
                "A volume of " + PodFacts.service(pod) + " cannot be mounted.",
                message,
                List.of(Events.line(event)),
                "kubectl describe pod -n " + pod.getMetadata().getNamespace() + " "
                        + pod.getMetadata().getName());
    }
}
