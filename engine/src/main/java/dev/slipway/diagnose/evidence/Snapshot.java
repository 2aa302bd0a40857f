package dev.slipway.diagnose.evidence;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A namespace, or the objects that belong to the cluster as a whole, at one moment.
 *
 * @param namespace its name; empty for the cluster as a whole
 * @param since events and container ends before this time belong to an earlier release and are ignored
 * @param taken when the snapshot was taken
 * @param objects by kind; every snapshot has those of the cluster as a whole
 * @param read the kinds that were read; nothing is known of others
 */
public record Snapshot(
        String namespace,
        Instant since,
        Instant taken,
        Map<String, List<HasMetadata>> objects,
        Set<String> read,
        List<Log> logs) {
    private static final String REVISION = "deployment.kubernetes.io/revision";

    public Snapshot {
        Map<String, List<HasMetadata>> sorted = new HashMap<>();
        objects.forEach((kind, all) -> sorted.put(
                kind,
                all.stream()
                        .sorted(Comparator.comparing(o -> o.getMetadata().getName()))
                        .toList()));
        objects = Map.copyOf(sorted);
        read = Set.copyOf(read);
        logs = List.copyOf(logs);
    }

    /** The last lines of one container. If it has ended, they are those of its last finished run. */
    public record Log(String namespace, String pod, String container, List<String> lines) {
        public Log {
            lines = List.copyOf(lines);
        }
    }

    /** Groups objects by their kind. */
    public static Map<String, List<HasMetadata>> byKind(Collection<? extends HasMetadata> objects) {
        Map<String, List<HasMetadata>> kinds = new HashMap<>();
        objects.forEach(
                o -> kinds.computeIfAbsent(o.getKind(), k -> new ArrayList<>()).add(o));
        return kinds;
    }

    /** All objects of one kind, sorted by name. */
    public <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.getOrDefault(type.getSimpleName(), List.of()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
        return all(type).stream()
                .filter(o -> o.getMetadata().getName().equals(name))
                .findFirst();
    }

    public List<String> names(Class<? extends HasMetadata> type) {
        return all(type).stream().map(o -> o.getMetadata().getName()).toList();
    }

    /** Whether it is certain that there is no such object. */
    public boolean lacks(Class<? extends HasMetadata> type, String name) {
        return read.contains(type.getSimpleName()) && !names(type).contains(name);
    }

    public List<Pod> pods() {
        return all(Pod.class);
    }

    public List<Node> nodes() {
        return all(Node.class);
    }

    public List<Event> events() {
        return all(Event.class);
    }

    public List<ReplicaSet> replicaSets() {
        return all(ReplicaSet.class);
    }

    public List<StatefulSet> statefulSets() {
        return all(StatefulSet.class);
    }

    public List<PersistentVolumeClaim> claims() {
        return all(PersistentVolumeClaim.class);
    }

    public List<ResourceQuota> quotas() {
        return all(ResourceQuota.class);
    }

    /** The pods of each workload's newest revision. Pods of older revisions are about to end. */
    public List<Pod> current() {
        return pods().stream()
                .filter(p -> p.getMetadata().getDeletionTimestamp() == null && !outdated(p))
                .toList();
    }

    private boolean outdated(Pod pod) {
        String set = owner(pod, "ReplicaSet");
        if (!set.isEmpty()) {
            return find(ReplicaSet.class, set).map(r -> !isCurrent(r)).orElse(false);
        }
        String revision = PodFacts.labels(pod).getOrDefault("controller-revision-hash", "");
        return find(StatefulSet.class, owner(pod, "StatefulSet"))
                .filter(s -> s.getStatus() != null)
                .map(s -> s.getStatus().getUpdateRevision())
                .map(update -> !update.equals(revision))
                .orElse(false);
    }

    public boolean isCurrent(ReplicaSet set) {
        String newest = find(Deployment.class, owner(set, "Deployment"))
                .map(d -> annotation(d, REVISION))
                .orElse("");
        return newest.isEmpty() || newest.equals(annotation(set, REVISION));
    }

    public static String annotation(HasMetadata object, String name) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }

    /** Whether Slipway's chart made the object. */
    public static boolean slipway(HasMetadata object) {
        return PodFacts.labels(object).containsKey("slipway.dev/role");
    }

    /** The name of the owner of this kind, or an empty text. */
    public static String owner(HasMetadata object, String kind) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(o -> kind.equals(o.getKind()))
                .map(o -> o.getName())
                .findFirst()
                .orElse("");
    }

    /** The object to change so that the pod changes: its workload, or the pod itself. */
    public Ref changed(Pod pod) {
        String space = Objects.requireNonNullElse(pod.getMetadata().getNamespace(), "");
        String set = owner(pod, "ReplicaSet");
        if (!set.isEmpty()) {
            String deployment =
                    find(ReplicaSet.class, set).map(r -> owner(r, "Deployment")).orElse("");
            return deployment.isEmpty()
                    ? new Ref("apps/v1", "ReplicaSet", space, set)
                    : new Ref("apps/v1", "Deployment", space, deployment);
        }
        for (String kind : List.of("StatefulSet", "DaemonSet")) {
            if (!owner(pod, kind).isEmpty()) {
                return new Ref("apps/v1", kind, space, owner(pod, kind));
            }
        }
        String job = owner(pod, "Job");
        return job.isEmpty() ? Ref.of(pod) : new Ref("batch/v1", "Job", space, job);
    }

    /** All objects that make pods, and the pods that have no owner. */
    public List<WorkloadTemplate> workloads() {
        List<WorkloadTemplate> found = new ArrayList<>();
        all(Deployment.class)
                .forEach(d ->
                        add(found, d, d.getSpec().getTemplate(), d.getSpec().getReplicas()));
        statefulSets()
                .forEach(s ->
                        add(found, s, s.getSpec().getTemplate(), s.getSpec().getReplicas()));
        all(DaemonSet.class).forEach(s -> add(found, s, s.getSpec().getTemplate(), 1));
        all(Job.class).stream()
                .filter(j -> owner(j, "CronJob").isEmpty())
                .forEach(j -> add(found, j, j.getSpec().getTemplate(), 1));
        all(CronJob.class)
                .forEach(c ->
                        add(found, c, c.getSpec().getJobTemplate().getSpec().getTemplate(), 1));
        pods().stream()
                .filter(p -> p.getMetadata().getOwnerReferences().isEmpty() && p.getSpec() != null)
                .forEach(p -> found.add(new WorkloadTemplate(p, PodFacts.labels(p), p.getSpec(), 1)));
        return found;
    }

    private static void add(
            List<WorkloadTemplate> found, HasMetadata object, PodTemplateSpec template, Integer replicas) {
        if (template != null && template.getSpec() != null) {
            found.add(new WorkloadTemplate(
                    object,
                    WorkloadTemplate.labels(template.getMetadata()),
                    template.getSpec(),
                    replicas == null ? 1 : replicas));
        }
    }

    /** The events of an object since the release began, oldest first. */
    public List<Event> eventsOf(HasMetadata object) {
        String uid = object.getMetadata().getUid();
        return events().stream()
                .filter(e -> concerns(e.getInvolvedObject(), object, uid)
                        && !Events.last(e).isBefore(since))
                .sorted(Comparator.comparing(Events::last))
                .toList();
    }

    /** The last of an object's events that has one of the reasons. */
    public Optional<Event> lastEvent(HasMetadata object, String... reasons) {
        return eventsOf(object).stream().filter(e -> Events.is(e, reasons)).reduce((a, b) -> b);
    }

    private static boolean concerns(ObjectReference reference, HasMetadata object, String uid) {
        return reference != null
                && object.getKind().equals(reference.getKind())
                && object.getMetadata().getName().equals(reference.getName())
                && (uid == null || reference.getUid() == null || uid.equals(reference.getUid()));
    }

    public List<String> log(String pod, String container) {
        return logs.stream()
                .filter(l -> l.pod().equals(pod) && l.container().equals(container))
                .findFirst()
                .map(Log::lines)
                .orElse(List.of());
    }

    /** The service in this snapshot that a host name means, if there is one. */
    public Optional<String> serviceNamed(String host) {
        String first = host.replaceFirst("[.:/].*", "");
        return pods().stream()
                .map(PodFacts::service)
                .filter(s -> s.equals(first))
                .findFirst();
    }

    public boolean ready(String service) {
        return pods().stream().anyMatch(p -> PodFacts.service(p).equals(service) && PodFacts.ready(p));
    }

    /** Whether the labels have everything that the selector asks for. */
    public static boolean selects(Map<String, String> selector, Map<String, String> labels) {
        return selector != null && !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    /** Whether a label selector selects the labels, as the API machinery decides it; an empty selector selects all. */
    public static boolean selects(LabelSelector selector, Map<String, String> labels) {
        if (selector == null) {
            return false;
        }
        Map<String, String> equal = selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
        return labels.entrySet().containsAll(equal.entrySet())
                && selector.getMatchExpressions().stream().allMatch(e -> {
                    String value = labels.getOrDefault(e.getKey(), "");
                    boolean there = labels.containsKey(e.getKey());
                    return switch (e.getOperator()) {
                        case "In" -> there && e.getValues().contains(value);
                        case "NotIn" -> !there || !e.getValues().contains(value);
                        case "Exists" -> there;
                        case "DoesNotExist" -> !there;
                        default -> false;
                    };
                });
    }

    /** Labels as {@code a=b,c=d}, in order. */
    public static String text(Map<String, String> labels) {
        return String.join(
                ",",
                new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .toList());
    }
}
