package dev.slipway.diagnose.scheduling;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;

/** A pod or a claim was deleted but is still there. */
public final class TerminatingRule implements Rule {
    /** Counts from the deletion timestamp, which already has the grace period in it. */
    private static final long LATE_SECONDS = 20;

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        snapshot.pods().stream().filter(p -> stuck(snapshot, p)).forEach(p -> causes.add(pod(snapshot, p)));
        snapshot.all(PersistentVolumeClaim.class).stream()
                .filter(c -> stuck(snapshot, c))
                .forEach(c -> causes.add(claim(snapshot, c)));
        return causes;
    }

    private static boolean stuck(Snapshot snapshot, HasMetadata object) {
        String time = object.getMetadata().getDeletionTimestamp();
        return time != null
                && Events.age(time, snapshot.taken()) >= LATE_SECONDS
                && Events.instant(time).isBefore(snapshot.taken());
    }

    private static Cause pod(Snapshot snapshot, Pod pod) {
        List<String> finalizers = pod.getMetadata().getFinalizers();
        String node = pod.getSpec() == null || pod.getSpec().getNodeName() == null
                ? ""
                : pod.getSpec().getNodeName();
        long seconds = Events.age(pod.getMetadata().getDeletionTimestamp(), snapshot.taken());
        return Cause.of("SLIP-648", pod)
                .weight(Cause.Weight.DEGRADES)
                .summary("A pod of " + PodFacts.service(pod) + " was to be gone " + seconds
                        + " s ago, and is still there.")
                .why(
                        finalizers.isEmpty()
                                ? "its node" + (node.isEmpty() ? "" : " " + node) + " does not report that it has ended"
                                : "it waits for the finalizer " + String.join(", ", finalizers)
                                        + ", which its owner has to remove")
                .evidence("deletionTimestamp " + pod.getMetadata().getDeletionTimestamp())
                .fix(
                        finalizers.isEmpty()
                                ? "kubectl delete pod -n " + PodFacts.namespace(pod) + " "
                                        + pod.getMetadata().getName()
                                        + " --grace-period=0 --force   (only where its node is gone for good)"
                                : "see that the controller of " + finalizers.getFirst()
                                        + " runs; if it is gone for good: kubectl patch pod -n "
                                        + PodFacts.namespace(pod)
                                        + " "
                                        + pod.getMetadata().getName()
                                        + " --type=merge -p '{\"metadata\":{\"finalizers\":null}}'");
    }

    private static Cause claim(Snapshot snapshot, PersistentVolumeClaim claim) {
        String name = claim.getMetadata().getName();
        List<String> users = snapshot.pods().stream()
                .filter(p -> p.getSpec() != null
                        && p.getSpec().getVolumes().stream()
                                .anyMatch(v -> v.getPersistentVolumeClaim() != null
                                        && name.equals(
                                                v.getPersistentVolumeClaim().getClaimName())))
                .map(PodFacts::object)
                .toList();
        return Cause.of("SLIP-648", Ref.of(claim))
                .weight(Cause.Weight.DEGRADES)
                .summary("The claim " + name + " was to be deleted, and is still there.")
                .why(
                        users.isEmpty()
                                ? "it waits for the finalizer "
                                        + String.join(", ", claim.getMetadata().getFinalizers())
                                : "it is in use by " + String.join(", ", users))
                .evidence("deletionTimestamp " + claim.getMetadata().getDeletionTimestamp())
                .fix("stop what uses it: " + String.join(", ", users));
    }
}
