package dev.slipway.diagnose.storage;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A claim gets no volume, or has lost its volume. A claim that waits for its first pod is well. */
public final class ClaimRule implements Rule {
    private static final int PATIENCE = 3;
    /** A cloud takes about half of this to make a volume. */
    private static final long PATIENCE_SECONDS = 60;

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (PersistentVolumeClaim claim : snapshot.claims()) {
            String phase =
                    claim.getStatus() == null ? "Pending" : claim.getStatus().getPhase();
            if ("Pending".equals(phase)) {
                pending(snapshot, claim).ifPresent(causes::add);
            } else if ("Lost".equals(phase)) {
                causes.add(lost(snapshot, claim));
            } else {
                resize(snapshot, claim).ifPresent(causes::add);
            }
        }
        return causes;
    }

    private static Cause.Draft draft(String id, Snapshot snapshot, PersistentVolumeClaim claim) {
        String name = claim.getMetadata().getName();
        return Cause.of(id, Ref.of(claim))
                .root(Ref.of(claim).text())
                .service(snapshot.pods().stream()
                        .filter(p -> uses(p, name))
                        .map(PodFacts::service)
                        .findFirst()
                        .orElse(name));
    }

    private static Optional<Cause> pending(Snapshot snapshot, PersistentVolumeClaim claim) {
        String wanted = claim.getSpec() == null ? null : claim.getSpec().getStorageClassName();
        if (wanted != null
                && !wanted.isEmpty()
                && snapshot.lacks(StorageClass.class, wanted)
                && claim.getSpec().getVolumeName() == null) {
            return Optional.of(unknownClass(snapshot, claim, wanted));
        }
        Optional<Event> failed = snapshot.lastEvent(claim, "ProvisioningFailed", "FailedBinding");
        return failed.isPresent()
                ? failed.map(e -> failed(snapshot, claim, e, wanted == null ? "" : wanted))
                : unprovisioned(snapshot, claim);
    }

    private static Cause unknownClass(Snapshot snapshot, PersistentVolumeClaim claim, String wanted) {
        List<String> names = snapshot.names(StorageClass.class);
        String name = claim.getMetadata().getName();
        return draft("SLIP-680", snapshot, claim)
                .summary("The claim " + name + " gets no volume: there is no storage class " + wanted + ".")
                .why("it names that class" + NearestName.phrase(wanted, names))
                .evidence("storageClassName: " + wanted)
                .fix("make the claim anew with "
                        + (names.isEmpty()
                                ? "a class"
                                : "storageClassName: "
                                        + NearestName.of(wanted, names).orElse(names.getFirst()))
                        + " (a claim's class cannot be changed; it holds no data yet)");
    }

    private static Cause failed(Snapshot snapshot, PersistentVolumeClaim claim, Event event, String wanted) {
        String name = claim.getMetadata().getName();
        String message = Events.message(event);
        boolean noClass = message.contains("no storage class is set") || message.contains("not found");
        boolean mode = message.toLowerCase(Locale.ROOT).contains("access mode")
                || message.contains("accessModes")
                || message.contains("ReadWriteMany")
                || message.contains("ReadOnlyMany");
        return draft(mode ? "SLIP-681" : "SLIP-452", snapshot, claim)
                .permanent(noClass || Events.count(event) >= PATIENCE)
                .summary("The claim " + name + " gets no volume.")
                .why(message)
                .evidence(
                        Events.line(event),
                        "storage class: " + (wanted.isEmpty() ? "the cluster's default" : wanted)
                                + (claim.getSpec() == null
                                        ? ""
                                        : ", access modes: " + claim.getSpec().getAccessModes()))
                .fix(
                        mode
                                ? "make the claim anew with accessModes: [ReadWriteOnce], or with a class that can"
                                        + " share volumes"
                                : noClass
                                        ? "kubectl get storageclass   (mark one as default, or name it in the claim)"
                                        : "kubectl describe pvc -n " + PodFacts.namespace(claim) + " " + name);
    }

    /** An external provisioner has to make the volume and does not. */
    private static Optional<Cause> unprovisioned(Snapshot snapshot, PersistentVolumeClaim claim) {
        long seconds = Events.age(claim.getMetadata().getCreationTimestamp(), snapshot.taken());
        return seconds < PATIENCE_SECONDS
                ? Optional.empty()
                : snapshot.lastEvent(claim, "ExternalProvisioning")
                        .map(e -> draft("SLIP-682", snapshot, claim)
                                .permanent(false)
                                .summary("The claim "
                                        + claim.getMetadata().getName() + " waits " + seconds
                                        + " s for a volume that nobody makes.")
                                .why(Events.message(e))
                                .evidence(Events.line(e))
                                .fix("see that the provisioner of its class runs: kubectl get storageclass,"
                                        + " kubectl get pods -A"));
    }

    private static Cause lost(Snapshot snapshot, PersistentVolumeClaim claim) {
        String volume = String.valueOf(claim.getSpec().getVolumeName());
        return draft("SLIP-686", snapshot, claim)
                .summary("The claim " + claim.getMetadata().getName() + " has lost its volume.")
                .why("the volume " + volume + " that it was bound to does not exist")
                .evidence("phase: Lost")
                .fix("bring the volume " + volume
                        + " back from its backup; or make the claim anew, which begins without data");
    }

    private static Optional<Cause> resize(Snapshot snapshot, PersistentVolumeClaim claim) {
        Optional<Event> failed = snapshot.lastEvent(claim, "VolumeResizeFailed", "FileSystemResizeFailed");
        boolean pending = claim.getStatus().getConditions().stream()
                .anyMatch(c -> ("FileSystemResizePending".equals(c.getType()) || "Resizing".equals(c.getType()))
                        && "True".equals(c.getStatus())
                        && Events.age(c.getLastTransitionTime(), snapshot.taken()) > PATIENCE_SECONDS);
        Optional<Event> ignored = snapshot.lastEvent(claim, "ExternalExpanding").filter(e -> larger(claim));
        if (failed.isEmpty() && !pending && ignored.isEmpty()) {
            return Optional.empty();
        }
        Optional<Event> event = failed.or(() -> ignored);
        return Optional.of(draft("SLIP-683", snapshot, claim)
                .weight(Cause.Weight.DEGRADES)
                .permanent(false)
                .summary(
                        "The claim " + claim.getMetadata().getName() + " does not get the size that it was changed to.")
                .why(event.map(Events::message).orElse("its file system grows when its pod starts anew"))
                .evidence(event.map(Events::line)
                        .orElse("conditions: " + claim.getStatus().getConditions()))
                .fix(
                        pending && event.isEmpty()
                                ? "start the pods that use it anew: kubectl rollout restart"
                                : "see that the storage class allows it (allowVolumeExpansion) and its resizer runs"));
    }

    private static boolean larger(PersistentVolumeClaim claim) {
        var wanted = claim.getSpec().getResources() == null
                        || claim.getSpec().getResources().getRequests() == null
                ? null
                : claim.getSpec().getResources().getRequests().get("storage");
        var has = claim.getStatus().getCapacity() == null
                ? null
                : claim.getStatus().getCapacity().get("storage");
        return wanted != null
                && has != null
                && Quantity.getAmountInBytes(wanted).compareTo(Quantity.getAmountInBytes(has)) > 0;
    }

    private static boolean uses(Pod pod, String claim) {
        return pod.getSpec() != null
                && pod.getSpec().getVolumes().stream()
                        .anyMatch(v -> v.getPersistentVolumeClaim() != null
                                && claim.equals(v.getPersistentVolumeClaim().getClaimName()));
    }
}
