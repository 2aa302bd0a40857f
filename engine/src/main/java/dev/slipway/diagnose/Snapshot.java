package dev.slipway.diagnose;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A namespace at one moment.
 *
 * @param since events and container ends before it belong to an earlier release and say nothing about this one
 * @param taken the moment
 */
public record Snapshot(
        Instant since,
        Instant taken,
        List<Pod> pods,
        List<Deployment> deployments,
        List<ReplicaSet> replicaSets,
        List<StatefulSet> statefulSets,
        List<PersistentVolumeClaim> claims,
        List<ResourceQuota> quotas,
        List<Node> nodes,
        List<Event> events,
        List<Log> logs) {
    private static final String REVISION = "deployment.kubernetes.io/revision";

    public Snapshot {
        pods = List.copyOf(pods);
        deployments = List.copyOf(deployments);
        replicaSets = List.copyOf(replicaSets);
        statefulSets = List.copyOf(statefulSets);
        claims = List.copyOf(claims);
        quotas = List.copyOf(quotas);
        nodes = List.copyOf(nodes);
        events = List.copyOf(events);
        logs = List.copyOf(logs);
    }

    /** The last lines of one container, those of its last run that ended where it has ended. */
    public record Log(String pod, String container, List<String> lines) {
        public Log {
            lines = List.copyOf(lines);
        }
    }

    /** The pods of each workload's newest revision. Those of an older one are about to end. */
    List<Pod> current() {
        return pods.stream()
                .filter(p -> p.getMetadata().getDeletionTimestamp() == null && !outdated(p))
                .sorted(Comparator.comparing(p -> p.getMetadata().getName()))
                .toList();
    }

    private boolean outdated(Pod pod) {
        String set = owner(pod, "ReplicaSet");
        if (!set.isEmpty()) {
            return replicaSets.stream()
                    .filter(r -> r.getMetadata().getName().equals(set))
                    .anyMatch(r -> !isCurrent(r));
        }
        String stateful = owner(pod, "StatefulSet");
        String revision = PodFacts.labels(pod).getOrDefault("controller-revision-hash", "");
        return statefulSets.stream()
                .filter(s -> s.getMetadata().getName().equals(stateful) && s.getStatus() != null)
                .map(s -> s.getStatus().getUpdateRevision())
                .anyMatch(update -> update != null && !update.equals(revision));
    }

    boolean isCurrent(ReplicaSet set) {
        String deployment = owner(set, "Deployment");
        String newest = deployments.stream()
                .filter(d -> d.getMetadata().getName().equals(deployment))
                .map(d -> annotation(d, REVISION))
                .findFirst()
                .orElse("");
        return newest.isEmpty() || newest.equals(annotation(set, REVISION));
    }

    private static String annotation(HasMetadata object, String name) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }

    static String owner(HasMetadata object, String kind) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(o -> kind.equals(o.getKind()))
                .map(o -> o.getName())
                .findFirst()
                .orElse("");
    }

    /** What was reported of an object since the release began, oldest first. */
    List<Event> eventsOf(HasMetadata object) {
        String uid = object.getMetadata().getUid();
        return events.stream()
                .filter(e -> concerns(e.getInvolvedObject(), object, uid)
                        && !Events.last(e).isBefore(since))
                .sorted(Comparator.comparing(Events::last))
                .toList();
    }

    private static boolean concerns(ObjectReference reference, HasMetadata object, String uid) {
        return reference != null
                && object.getKind().equals(reference.getKind())
                && object.getMetadata().getName().equals(reference.getName())
                && (uid == null || reference.getUid() == null || uid.equals(reference.getUid()));
    }

    List<String> log(String pod, String container) {
        return logs.stream()
                .filter(l -> l.pod().equals(pod) && l.container().equals(container))
                .findFirst()
                .map(Log::lines)
                .orElse(List.of());
    }

    /** The service of this snapshot that a host name means, where there is one. */
    Optional<String> serviceNamed(String host) {
        String first = host.replaceFirst("[.:/].*", "");
        return pods.stream().map(PodFacts::service).filter(s -> s.equals(first)).findFirst();
    }

    boolean ready(String service) {
        return pods.stream().anyMatch(p -> PodFacts.service(p).equals(service) && PodFacts.ready(p));
    }
}
