package dev.slipway.diagnose.scheduling;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** No node takes a pod. The scheduler's message counts nodes by reason. The reason of most nodes is the cause. */
public final class SchedulingRule implements Rule {
    /** Older pods may end meanwhile and make room. */
    private static final long ROOM_SECONDS = 15;
    /** A node that has just started carries a taint for a moment. */
    private static final long START_SECONDS = 60;

    private static final String DISK = "node.kubernetes.io/disk-pressure";
    private static final Pattern REASON = Pattern.compile(
            "(?:^|[:,.] )(\\d+) ((?:node\\(s\\) |Insufficient |Too many pods)[^,]*?)(?=, \\d|\\. |\\.$|$)");
    private static final Pattern CLAIM = Pattern.compile("persistentvolumeclaim \"([^\"]+)\" not found");

    /** A reason of the scheduler's plugins (kubernetes/pkg/scheduler/framework/plugins), and its name here. */
    private enum Reason {
        CPU("SLIP-640", "Insufficient cpu"),
        MEMORY("SLIP-641", "Insufficient memory"),
        SELECTOR("SLIP-642", "node affinity"),
        TAINT("SLIP-643", "taint"),
        AFFINITY("SLIP-644", "pod affinity", "anti-affinity", "topology spread"),
        PORT("SLIP-645", "free ports"),
        CORDON("SLIP-647", "were unschedulable"),
        PODS("SLIP-649", "Too many pods");

        private final String id;
        private final List<String> words;

        Reason(String id, String... words) {
            this.id = id;
            this.words = List.of(words);
        }
    }

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (Pod pod : snapshot.current()) {
            PodFacts.condition(pod, "PodScheduled")
                    .filter(c -> "False".equals(c.getStatus()) && c.getMessage() != null && !PodFacts.over(pod))
                    .flatMap(c -> cause(snapshot, pod, c))
                    .ifPresent(causes::add);
        }
        return causes;
    }

    private static Optional<Cause> cause(Snapshot snapshot, Pod pod, PodCondition condition) {
        String message = condition.getMessage().replaceAll(" preemption: .*| no new claims.*", "");
        Matcher claim = CLAIM.matcher(message);
        if (claim.find()) {
            return Optional.of(claim(snapshot, pod, claim.group(1), message));
        }
        if (message.contains("PersistentVolumeClaim")) {
            // A claim that is not bound has a rule of its own.
            return Optional.empty();
        }
        Optional<Reason> reason = reason(message);
        boolean room = reason.filter(r -> r == Reason.CPU || r == Reason.MEMORY || r == Reason.PODS)
                .isPresent();
        boolean disk =
                snapshot.nodes().stream().anyMatch(n -> taints(n).stream().anyMatch(t -> DISK.equals(t.getKey())));
        long seconds = Events.age(condition.getLastTransitionTime(), snapshot.taken());
        List<String> evidence = new ArrayList<>(List.of(message));
        snapshot.nodes()
                .forEach(n -> evidence.add("node " + n.getMetadata().getName() + " can give: "
                        + (n.getStatus() == null ? "unknown" : n.getStatus().getAllocatable())));
        Cause.Draft draft = Cause.of(
                        disk && !room ? "SLIP-451" : reason.map(r -> r.id).orElse("SLIP-451"), pod)
                .permanent(seconds >= (room ? ROOM_SECONDS : START_SECONDS))
                .summary("No node takes a pod of " + PodFacts.service(pod)
                        + (room ? ": too few resources are left." : disk ? ": the node's disk is nearly full." : "."))
                .why(message)
                .evidence(evidence);
        if (disk && !room) {
            return Optional.of(draft.why(
                            "the node tells DiskPressure, and takes no pods before there is room: " + message)
                    .fix("free some space on the disk that SLIPWAY_HOME is on (embedded node) or the cluster's own;"
                            + " it takes pods again within 5 minutes; then ./slipway up"));
        }
        if (reason.isEmpty()) {
            return Optional.of(draft.fix("kubectl describe pod -n " + PodFacts.namespace(pod) + " "
                    + pod.getMetadata().getName()));
        }
        return Optional.of(
                switch (reason.get()) {
                    case CPU -> resource(snapshot, pod, draft, "cpu");
                    case MEMORY -> resource(snapshot, pod, draft, "memory");
                    case SELECTOR -> selector(snapshot, pod, draft);
                    case TAINT -> taint(snapshot, pod, draft);
                    case AFFINITY -> affinity(snapshot, pod, draft, message);
                    case PORT -> port(snapshot, pod, draft);
                    case CORDON -> cordon(snapshot, draft);
                    case PODS ->
                        draft.why("each node runs as many pods as it may: " + message)
                                .fix("stop what is not needed, or add a node");
                });
    }

    private static Optional<Reason> reason(String message) {
        Optional<Reason> most = Optional.empty();
        int nodes = 0;
        Matcher matcher = REASON.matcher(message);
        while (matcher.find()) {
            int count = Integer.parseInt(matcher.group(1));
            String words = matcher.group(2);
            Optional<Reason> named = List.of(Reason.values()).stream()
                    .filter(r -> r.words.stream().anyMatch(words::contains))
                    .findFirst();
            if (named.isPresent() && count > nodes) {
                most = named;
                nodes = count;
            }
        }
        return most;
    }

    private static Cause claim(Snapshot snapshot, Pod pod, String name, String message) {
        Ref claim = new Ref("v1", "PersistentVolumeClaim", PodFacts.namespace(pod), name);
        Optional<String> near = NearestName.of(name, snapshot.names(PersistentVolumeClaim.class));
        return Cause.of("SLIP-646", pod)
                .root(claim.text())
                .summary("No node takes a pod of " + PodFacts.service(pod) + ": there is no claim " + name + ".")
                .why("its volume names it" + NearestName.phrase(name, snapshot.names(PersistentVolumeClaim.class)))
                .evidence(message)
                .fix(
                        near.isPresent()
                                ? new Fix.Advice("mend the claim's name in "
                                        + snapshot.changed(pod).text() + ": " + near.get())
                                : Fix.create(
                                        claim,
                                        """
                                        apiVersion: v1
                                        kind: PersistentVolumeClaim
                                        metadata: {name: %s, namespace: %s}
                                        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                                        """.formatted(name, PodFacts.namespace(pod)),
                                        "make the claim: kubectl apply -n " + PodFacts.namespace(pod)
                                                + " -f -   (PersistentVolumeClaim " + name + ", ReadWriteOnce, 1Gi)"));
    }

    private static Cause resource(Snapshot snapshot, Pod pod, Cause.Draft draft, String name) {
        BigDecimal asked = pod.getSpec().getContainers().stream()
                .map(c -> c.getResources() == null || c.getResources().getRequests() == null
                        ? null
                        : c.getResources().getRequests().get(name))
                .map(q -> q == null ? BigDecimal.ZERO : Quantity.getAmountInBytes(q))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Optional<Quantity> most = snapshot.nodes().stream()
                .filter(n -> n.getStatus() != null && n.getStatus().getAllocatable() != null)
                .map(n -> n.getStatus().getAllocatable().get(name))
                .filter(q -> q != null)
                .max(Comparator.comparing(Quantity::getAmountInBytes));
        boolean never = most.filter(q -> Quantity.getAmountInBytes(q).compareTo(asked) < 0)
                .isPresent();
        String service = PodFacts.service(pod);
        if (!never) {
            return draft.fix(
                    PodFacts.ofSlipway(pod)
                            ? "stop another application with ./slipway down; or ./slipway eject, then smaller services."
                                    + service
                                    + ".resources.requests or fewer replicas in slipway/chart/values.yaml,"
                                    + " then ./slipway up"
                            : "kubectl top pods -A; lower requests or replicas of what uses less than it asks for, or"
                                    + " add a node");
        }
        Container largest = largest(pod, name);
        return draft.permanent(true)
                .why("it asks for " + text(name, asked) + " of " + name + ", and the largest node can give "
                        + most.map(String::valueOf).orElse(""))
                .fix(Fix.setResources(
                        snapshot.changed(pod),
                        largest.name(),
                        Map.of(
                                name,
                                text(
                                        name,
                                        Quantity.getAmountInBytes(most.orElseThrow())
                                                .divide(BigDecimal.valueOf(4)))),
                        Map.of()));
    }

    private static Container largest(Pod pod, String name) {
        String most = pod.getSpec().getContainers().stream()
                .filter(c -> c.getResources() != null
                        && c.getResources().getRequests() != null
                        && c.getResources().getRequests().get(name) != null)
                .max(Comparator.comparing(c ->
                        Quantity.getAmountInBytes(c.getResources().getRequests().get(name))))
                .map(io.fabric8.kubernetes.api.model.Container::getName)
                .orElse(pod.getSpec().getContainers().getFirst().getName());
        return new Container(pod, new ContainerStatusBuilder().withName(most).build(), false);
    }

    private static String text(String name, BigDecimal amount) {
        return name.equals("cpu")
                ? amount.multiply(BigDecimal.valueOf(1000)).intValue() + "m"
                : amount.longValue() / (1L << 20) + "Mi";
    }

    private static Cause selector(Snapshot snapshot, Pod pod, Cause.Draft draft) {
        Map<String, String> wanted = pod.getSpec().getNodeSelector() == null
                ? Map.of()
                : pod.getSpec().getNodeSelector();
        Set<String> values = new TreeSet<>();
        snapshot.nodes()
                .forEach(n -> wanted.keySet().forEach(k -> {
                    String value = PodFacts.labels(n).get(k);
                    if (value != null) {
                        values.add(k + "=" + value);
                    }
                }));
        return draft.why(
                        (wanted.isEmpty()
                                ? "its node affinity fits no node"
                                : "it wants a node with " + Snapshot.text(wanted) + ", and "
                                        + (values.isEmpty()
                                                ? "no node has such a label"
                                                : "there are " + String.join(", ", values))))
                .fix("mend " + (wanted.isEmpty() ? "affinity.nodeAffinity" : "nodeSelector") + " in "
                        + snapshot.changed(pod).text()
                        + (wanted.isEmpty()
                                ? ""
                                : ", or kubectl label node NODE "
                                        + Snapshot.text(wanted).replace(',', ' ')));
    }

    private static Cause taint(Snapshot snapshot, Pod pod, Cause.Draft draft) {
        Set<String> taints = new TreeSet<>();
        snapshot.nodes()
                .forEach(n -> taints(n).forEach(t -> taints.add(n.getMetadata().getName() + ": " + text(t))));
        boolean passing = taints.stream().allMatch(t -> t.contains(" node.kubernetes.io/")) && !taints.isEmpty();
        return draft.root("taint " + String.join(", ", taints))
                .why("it tolerates none of the nodes' taints: " + String.join(", ", taints))
                .fix(
                        passing
                                ? "kubectl describe node   (the cluster itself sets these taints while a node is not"
                                        + " well)"
                                : "add a toleration for it to "
                                        + snapshot.changed(pod).text()
                                        + " if the node is meant for it, or a node without");
    }

    private static String text(Taint taint) {
        return taint.getKey() + (taint.getValue() == null || taint.getValue().isEmpty() ? "" : "=" + taint.getValue())
                + ":" + taint.getEffect();
    }

    private static List<Taint> taints(Node node) {
        return node.getSpec() == null || node.getSpec().getTaints() == null
                ? List.of()
                : node.getSpec().getTaints();
    }

    private static Cause affinity(Snapshot snapshot, Pod pod, Cause.Draft draft, String message) {
        boolean anti = message.contains("anti-affinity");
        return draft.why((anti
                                ? "its pods must not share a node with others (anti-affinity), and there are "
                                        + snapshot.nodes().size() + " nodes: "
                                : message.contains("topology spread")
                                        ? "its topology spread constraints let no node have it: "
                                        : "it must be beside pods that are on no node (pod affinity): ")
                        + message)
                .fix("let " + snapshot.changed(pod).text() + " prefer rather than require it"
                        + (message.contains("topology spread")
                                ? " (whenUnsatisfiable: ScheduleAnyway)"
                                : " (preferredDuringSchedulingIgnoredDuringExecution)")
                        + ", or run fewer replicas, or add a node");
    }

    private static Cause port(Snapshot snapshot, Pod pod, Cause.Draft draft) {
        Set<Integer> ports = new HashSet<>();
        pod.getSpec()
                .getContainers()
                .forEach(c -> c.getPorts().forEach(p -> {
                    if (p.getHostPort() != null && p.getHostPort() > 0) {
                        ports.add(p.getHostPort());
                    }
                }));
        return draft.why("it wants port " + new TreeSet<>(ports) + " of the node itself, and another pod has it")
                .fix("take hostPort out of " + snapshot.changed(pod).text()
                        + " and lead to it by a Service; or run one replica a node");
    }

    private static Cause cordon(Snapshot snapshot, Cause.Draft draft) {
        List<String> cordoned = snapshot.nodes().stream()
                .filter(n ->
                        n.getSpec() != null && Boolean.TRUE.equals(n.getSpec().getUnschedulable()))
                .map(n -> n.getMetadata().getName())
                .toList();
        String node = cordoned.isEmpty() ? "NODE" : cordoned.getFirst();
        return draft.root("Node/" + node)
                .why("somebody has set the nodes " + String.join(", ", cordoned) + " aside (cordon)")
                .fix(Fix.setField(new Ref("v1", "Node", "", node), "/spec/unschedulable", false)
                        .withWords("kubectl uncordon " + node));
    }
}
