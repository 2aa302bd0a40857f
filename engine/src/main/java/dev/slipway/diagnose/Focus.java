package dev.slipway.diagnose;

import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import dev.slipway.diagnose.evidence.SnapshotReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which of a cluster's objects a person asks about. */
public sealed interface Focus {
    /** Nothing in particular. */
    record All() implements Focus {}

    /**
     * Objects of one name.
     *
     * @param objects such as {@code Deployment/backend}, with the pods that they made
     */
    record On(String namespace, String name, Set<String> objects) implements Focus {
        public On {
            objects = Set.copyOf(objects);
        }

        boolean holds(RootCause finding) {
            return (finding.namespace().isEmpty() || finding.namespace().equals(namespace))
                    && (finding.cause().service().equals(name)
                            || List.of(finding.cause().root().split("[/ ,]")).contains(name)
                            || finding.objects().stream().anyMatch(objects::contains));
        }
    }

    /** @param nearest the names that the person most likely meant */
    record Unknown(String what, List<String> nearest) implements Focus {}

    /** @param candidates in {@code NAMESPACE Kind/name} form */
    record Several(String what, List<String> candidates) implements Focus {}

    /** kubectl's short names of kinds. */
    Map<String, String> SHORT = Map.ofEntries(
            Map.entry("po", "pod"),
            Map.entry("deploy", "deployment"),
            Map.entry("rs", "replicaset"),
            Map.entry("sts", "statefulset"),
            Map.entry("ds", "daemonset"),
            Map.entry("svc", "service"),
            Map.entry("ing", "ingress"),
            Map.entry("cj", "cronjob"),
            Map.entry("pvc", "persistentvolumeclaim"),
            Map.entry("hpa", "horizontalpodautoscaler"),
            Map.entry("pdb", "poddisruptionbudget"),
            Map.entry("netpol", "networkpolicy"),
            Map.entry("cm", "configmap"),
            Map.entry("no", "node"),
            Map.entry("ns", "namespace"));

    /** @param what a name, or {@code kind/name} as kubectl has it; empty for all */
    static Focus of(SnapshotReader.Survey survey, String what) {
        if (what.isBlank()) {
            return new All();
        }
        String[] parts = what.strip().split("/", 2);
        String kind = parts.length == 2 ? kind(parts[0]) : "";
        String name = parts[parts.length - 1];
        Map<String, Set<String>> found = new TreeMap<>();
        Set<String> names = new TreeSet<>();
        for (Snapshot space : survey.namespaces()) {
            space.objects().forEach((k, objects) -> {
                if (k.equals("Event")
                        || (!kind.isEmpty() && !k.toLowerCase(Locale.ROOT).equals(kind))) {
                    return;
                }
                for (HasMetadata object : objects) {
                    names.add(object.getMetadata().getName());
                    if (object instanceof Pod pod) {
                        names.add(PodFacts.service(pod));
                    }
                    if (object.getMetadata().getName().equals(name)
                            || (object instanceof Pod p
                                    && kind.isEmpty()
                                    && PodFacts.service(p).equals(name))) {
                        found.computeIfAbsent(space.namespace(), s -> new TreeSet<>())
                                .add(k + "/" + object.getMetadata().getName());
                    }
                }
            });
        }
        if (found.isEmpty()) {
            Optional<String> near = NearestName.of(name, names);
            return new Unknown(what, near.map(List::of).orElseGet(() -> List.copyOf(names)));
        }
        boolean cluster = found.values().stream()
                        .allMatch(f -> f.equals(found.values().iterator().next()))
                && survey.cluster().objects().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(o -> o.getMetadata().getNamespace() == null
                                && o.getMetadata().getName().equals(name));
        if (found.size() > 1 && !cluster) {
            return new Several(
                    what,
                    found.entrySet().stream()
                            .map(e -> "-n " + e.getKey() + " "
                                    + e.getValue().iterator().next())
                            .toList());
        }
        String space = found.keySet().iterator().next();
        Set<String> objects = new HashSet<>(found.getOrDefault(space, Set.of()));
        survey.namespaces().stream()
                .filter(s -> s.namespace().equals(space))
                .flatMap(s -> s.pods().stream())
                .filter(p -> PodFacts.owner(p).equals(name))
                .forEach(p -> objects.add(PodFacts.object(p)));
        return new On(space, name, objects);
    }

    private static String kind(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        String full = SHORT.getOrDefault(lower, lower);
        return full.endsWith("ies")
                ? full.substring(0, full.length() - 3) + "y"
                : full.endsWith("ses")
                        ? full.substring(0, full.length() - 2)
                        : full.endsWith("s") && !full.endsWith("ss") ? full.substring(0, full.length() - 1) : full;
    }
}
