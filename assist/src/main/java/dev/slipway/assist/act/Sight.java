package dev.slipway.assist.act;

import dev.slipway.assist.alter.Quantities;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.diagnose.Diagnoser;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.RootCause;
import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.evidence.Ref;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Answers questions about a live cluster: logs, causes, use, health. It changes nothing. */
public final class Sight {
    private static final int BLOCKED = 15;
    private static final int DEGRADED = 5;
    private static final int RISKY = 2;
    /** Requests should be this many times the use. */
    private static final double CPU_SPARE = 1.5;

    private static final double MEMORY_SPARE = 1.3;
    private static final double LIMIT = 1.5;
    private static final double LEAST_CPU = 0.01;
    private static final double LEAST_MEMORY = 16.0 * 1024 * 1024;

    private final KubernetesClient client;
    private final InstantSource clock;

    public Sight(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    public List<String> logs(Reply.Logs asked) {
        List<String> lines = new ArrayList<>();
        for (Ref pod : asked.pods()) {
            for (String container : containers(pod, asked.container())) {
                String uri = ResourceKind.POD.path(pod.namespace(), pod.name()) + "/log?container=" + container
                        + "&tailLines=" + asked.lines() + (asked.previous() ? "&previous=true" : "");
                List<String> own = new ArrayList<>();
                try {
                    String text = client.raw(uri);
                    if (text != null) {
                        own.addAll(text.lines()
                                .filter(l -> asked.grep().isEmpty()
                                        || l.toLowerCase(Locale.ROOT)
                                                .contains(asked.grep().toLowerCase(Locale.ROOT)))
                                .toList());
                    }
                } catch (KubernetesClientException e) {
                    own.add("(there is no log: "
                            + (e.getStatus() == null
                                    ? e.getMessage()
                                    : e.getStatus().getMessage()) + ")");
                }
                own.forEach(l -> lines.add(pod.name() + " " + container + " | " + l));
            }
        }
        return lines.isEmpty()
                ? List.of(
                        "Nothing was printed" + (asked.grep().isEmpty() ? "." : " with '" + asked.grep() + "' in it."))
                : lines;
    }

    private List<String> containers(Ref pod, String one) {
        if (!one.isEmpty()) {
            return List.of(one);
        }
        return new ClusterWriter(client)
                .now(pod)
                .map(p -> Docs.items(Docs.at(p, "spec/containers")).stream()
                        .map(c -> Docs.text(c, "name"))
                        .toList())
                .orElse(List.of());
    }

    /** What {@code slipway diagnose} finds. */
    public Diagnosis causes(String namespace, String what) {
        return Diagnoser.examine(client, namespace, what, clock);
    }

    /** The health score: a hundred minus the cost of each problem, with the reasons. */
    public List<String> score(String namespace, LiveObjects objects) {
        Diagnosis diagnosis = causes(namespace, "");
        int score = 100;
        List<String> reasons = new ArrayList<>();
        for (RootCause finding : diagnosis.findings()) {
            int cost =
                    finding.blocks() ? BLOCKED : finding.cause().weight() == Cause.Weight.DEGRADES ? DEGRADED : RISKY;
            score -= cost;
            reasons.add("-" + cost + "  " + finding.cause().id() + " "
                    + finding.cause().summary()
                    + (finding.namespace().isEmpty() ? "" : " (" + finding.namespace() + ")"));
        }
        long pods = objects.all(ResourceKind.POD, namespace).size();
        List<String> lines = new ArrayList<>();
        lines.add("Health " + Math.max(0, score) + " of 100: " + diagnosis.pods() + " pods of "
                + (namespace.isEmpty() ? "all namespaces" : "namespace " + namespace) + " looked at, "
                + diagnosis.findings().stream().filter(RootCause::blocks).count() + " causes block, "
                + diagnosis.findings().stream().filter(f -> !f.blocks()).count() + " do not yet.");
        lines.addAll(reasons);
        objects.all(ResourceKind.NODE).forEach(n -> {
            for (ObjectNode c : Docs.items(Docs.at(n, "status/conditions"))) {
                boolean bad = Docs.text(c, "type").equals("Ready")
                        ? !Docs.text(c, "status").equals("True")
                        : Docs.text(c, "status").equals("True");
                if (bad) {
                    lines.add("node " + LiveObjects.name(n) + ": " + Docs.text(c, "type") + " is "
                            + Docs.text(c, "status"));
                }
            }
        });
        lines.add("Reckoned: 100, less " + BLOCKED + " for each cause that blocks, " + DEGRADED
                + " for each that degrades, " + RISKY + " for each risk; " + pods + " pods.");
        return lines;
    }

    /** The use of a container in cores and bytes. */
    private record Used(double cpu, double memory) {
        Used most(Used other) {
            return new Used(Math.max(cpu, other.cpu), Math.max(memory, other.memory));
        }
    }

    /** Use by {@code namespace/pod/container}; empty if nothing measures it. */
    private Map<String, Used> used() {
        Map<String, Used> used = new TreeMap<>();
        try {
            String text = client.raw("/apis/metrics.k8s.io/v1beta1/pods");
            if (text == null) {
                return used;
            }
            for (ObjectNode pod : Docs.items(Docs.parse(text).path("items"))) {
                for (ObjectNode c : Docs.items(pod.path("containers"))) {
                    used.put(
                            LiveObjects.namespace(pod) + "/" + LiveObjects.name(pod) + "/" + Docs.text(c, "name"),
                            new Used(
                                    Quantities.value(Docs.text(c, "usage/cpu")),
                                    Quantities.value(Docs.text(c, "usage/memory"))));
                }
            }
        } catch (KubernetesClientException e) {
            return Map.of();
        }
        return used;
    }

    /** Use compared with requests; on demand also the requests that would fit. */
    public List<String> use(Reply.Use asked, LiveObjects objects) {
        Map<String, Used> used = used();
        if (used.isEmpty()) {
            return List.of("Nothing on this cluster measures CPU and memory (no metrics.k8s.io); without it nothing is"
                    + " claimed of its use.");
        }
        List<String> lines = new ArrayList<>();
        for (ResourceKind kind : ResourceKind.workloads()) {
            for (ObjectNode workload : objects.all(kind, asked.namespace())) {
                if (asked.workloads().isEmpty() || asked.workloads().contains(LiveObjects.ref(workload))) {
                    lines.addAll(workload(workload, objects, used, asked.rightsize()));
                }
            }
        }
        if (asked.rightsize()) {
            lines.add("Reckoned from the use of this moment, of the busiest pod: request of CPU = use x 1.5 (10m at"
                    + " least), request of memory = use x 1.3 (16Mi at least), limit of memory = use x 1.5; none"
                    + " for CPU. Under load it is more: measure then, too (./slipway validate).");
        }
        lines.sort(Comparator.comparing((String l) -> l.startsWith("Reckoned")));
        return lines;
    }

    private List<String> workload(ObjectNode workload, LiveObjects objects, Map<String, Used> used, boolean rightsize) {
        List<String> lines = new ArrayList<>();
        for (ObjectNode container : Docs.items(Docs.at(workload, "spec/template/spec/containers"))) {
            String name = Docs.text(container, "name");
            List<Used> all = objects.pods(workload).stream()
                    .map(p -> used.getOrDefault(
                            LiveObjects.namespace(p) + "/" + LiveObjects.name(p) + "/" + name, new Used(0, 0)))
                    .filter(u -> u.memory() > 0)
                    .toList();
            if (all.isEmpty()) {
                continue;
            }
            Used most = all.stream().reduce(Used::most).orElseThrow();
            String asks = Docs.texts(Docs.at(container, "resources/requests")).toString();
            lines.add(LiveObjects.ref(workload).words() + " " + name + ": uses " + Quantities.cores(most.cpu())
                    + " CPU and " + Quantities.bytes(most.memory()) + " in its busiest of " + all.size()
                    + " pods; asks for " + (asks.equals("{}") ? "nothing" : asks) + ", limits "
                    + (Docs.at(container, "resources/limits").isEmpty()
                            ? "none"
                            : Docs.texts(Docs.at(container, "resources/limits"))));
            if (rightsize) {
                String cpu = Quantities.cores(Math.max(LEAST_CPU, most.cpu() * CPU_SPARE));
                String memory = Quantities.bytes(Math.max(LEAST_MEMORY, most.memory() * MEMORY_SPARE));
                String limit = Quantities.bytes(Math.max(LEAST_MEMORY * 2, most.memory() * LIMIT));
                lines.add("    would fit: ./slipway ask \"set the cpu request of " + LiveObjects.name(workload)
                        + " in namespace " + LiveObjects.namespace(workload) + " to " + cpu + ", the memory request to "
                        + memory + " and the memory limit to " + limit + "\"");
            }
        }
        return lines;
    }
}
