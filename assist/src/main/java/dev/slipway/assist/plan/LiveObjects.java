package dev.slipway.assist.plan;

import dev.slipway.diagnose.evidence.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** The objects of a cluster with the changes of a plan so far. Not shared between threads. */
public final class LiveObjects {
    private final Map<ResourceKind, Map<String, ObjectNode>> objects = new EnumMap<>(ResourceKind.class);

    public LiveObjects(Collection<ObjectNode> all) {
        all.forEach(this::put);
    }

    public void put(ObjectNode object) {
        ResourceKind.of(Docs.text(object, "kind"))
                .ifPresent(k -> objects.computeIfAbsent(k, x -> new TreeMap<>())
                        .put(key(namespace(object), name(object)), object));
    }

    public void remove(Ref ref) {
        kind(ref).ifPresent(k -> objects.getOrDefault(k, new TreeMap<>()).remove(key(ref.namespace(), ref.name())));
        if (ref.kind().equals("Namespace")) {
            objects.values().forEach(o -> o.keySet().removeIf(key -> key.startsWith(ref.name() + "/")));
        }
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    public static String namespace(ObjectNode object) {
        return Docs.text(object, "metadata/namespace");
    }

    public static String name(ObjectNode object) {
        return Docs.text(object, "metadata/name");
    }

    public static Ref ref(ObjectNode object) {
        return new Ref(Docs.text(object, "apiVersion"), Docs.text(object, "kind"), namespace(object), name(object));
    }

    public static ResourceKind kind(ObjectNode object) {
        return ResourceKind.of(Docs.text(object, "kind")).orElseThrow();
    }

    public static Optional<ResourceKind> kind(Ref ref) {
        return ResourceKind.of(ref.kind());
    }

    public static Map<String, String> labels(ObjectNode object) {
        return Docs.texts(Docs.at(object, "metadata/labels"));
    }

    public List<ObjectNode> all(ResourceKind kind) {
        return List.copyOf(objects.getOrDefault(kind, Map.of()).values());
    }

    /** @param namespace empty for all of them */
    public List<ObjectNode> all(ResourceKind kind, String namespace) {
        return all(kind).stream()
                .filter(o -> namespace.isEmpty()
                        || !kind.namespaced()
                        || namespace(o).equals(namespace))
                .toList();
    }

    public Optional<ObjectNode> find(ResourceKind kind, String namespace, String name) {
        return Optional.ofNullable(
                objects.getOrDefault(kind, Map.of()).get(key(kind.namespaced() ? namespace : "", name)));
    }

    public Optional<ObjectNode> find(Ref ref) {
        return kind(ref).flatMap(k -> find(k, ref.namespace(), ref.name()));
    }

    public boolean has(ResourceKind kind, String namespace, String name) {
        return find(kind, namespace, name).isPresent();
    }

    public boolean namespace(String name) {
        return has(ResourceKind.NAMESPACE, "", name);
    }

    /** The names of all objects. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        objects.forEach((kind, all) -> {
            if (kind != ResourceKind.EVENT) {
                all.values().forEach(o -> names.add(name(o)));
            }
        });
        return names;
    }

    /** The pods that a label selector selects. */
    public List<ObjectNode> selected(String namespace, Map<String, String> labels) {
        List<ObjectNode> pods = new ArrayList<>();
        for (ObjectNode pod : all(ResourceKind.POD, namespace)) {
            if (!labels.isEmpty() && labels(pod).entrySet().containsAll(labels.entrySet())) {
                pods.add(pod);
            }
        }
        return pods;
    }

    /** The pods of a workload, by its selector; for a pod, the pod itself. */
    public List<ObjectNode> pods(ObjectNode workload) {
        return switch (kind(workload)) {
            case POD -> List.of(workload);
            case CRONJOB ->
                all(ResourceKind.JOB, namespace(workload)).stream()
                        .filter(j -> Docs.items(Docs.at(j, "metadata/ownerReferences")).stream()
                                .anyMatch(o -> Docs.text(o, "name").equals(name(workload))))
                        .flatMap(j -> pods(j).stream())
                        .toList();
            case SERVICE -> selected(namespace(workload), Docs.texts(Docs.at(workload, "spec/selector")));
            default -> selected(namespace(workload), Docs.texts(Docs.at(workload, "spec/selector/matchLabels")));
        };
    }
}
