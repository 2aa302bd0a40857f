package dev.slipway.wiring;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.KubernetesWorkload;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Services that the author's own Kubernetes manifests do not start with the others. Manifests of a folder of their own add such a
 * service, as a component of Kustomize does: it usually needs what only some clusters have.
 */
final class Additions {
    /** So many services in one folder of manifests are an application. */
    private static final int FEWEST = 4;

    private final Map<String, List<KubernetesWorkload>> folders;

    Additions(Tree tree) {
        this.folders = KubernetesWorkload.of(tree).stream()
                .collect(Collectors.groupingBy(KubernetesWorkload::folder, TreeMap::new, Collectors.toList()));
    }

    /**
     * A note for each addition, by the service's name.
     *
     * @param services names of those that were found
     */
    Map<String, String> of(Set<String> services) {
        Map<String, String> notes = new TreeMap<>();
        Optional<Map.Entry<String, List<KubernetesWorkload>>> whole =
                folders.entrySet().stream().max(Comparator.comparingLong(e -> count(e.getValue(), services)));
        long started = whole.map(e -> count(e.getValue(), services)).orElse(0L);
        if (started < FEWEST || started < services.size() - started) {
            return notes;
        }
        for (String service : services) {
            List<KubernetesWorkload> of = folders.values().stream()
                    .flatMap(List::stream)
                    .filter(one -> one.name().equals(service))
                    .toList();
            boolean alone = !of.isEmpty()
                    && of.stream()
                            .allMatch(one -> named(folders.getOrDefault(one.folder(), List.of()), services)
                                            .count()
                                    == 1);
            if (alone) {
                notes.put(
                        service,
                        of.getFirst().place() + ": " + service + " is an addition, which the manifests in "
                                + whole.orElseThrow().getKey() + " do not start: it is left out (services." + service
                                + ".dir in slipway.yaml brings it in)");
            }
        }
        return notes;
    }

    private static long count(List<KubernetesWorkload> workloads, Set<String> services) {
        return named(workloads, services).count();
    }

    private static Stream<String> named(List<KubernetesWorkload> workloads, Set<String> services) {
        return workloads.stream()
                .map(KubernetesWorkload::name)
                .filter(services::contains)
                .distinct();
    }
}
