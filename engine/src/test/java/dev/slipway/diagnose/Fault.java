package dev.slipway.diagnose;

import dev.slipway.diagnose.evidence.PodFacts;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is made to go wrong. {@code pod} is a Deployment of one container, with {@code run} (a line for the shell), {@code say}
 * and {@code exit} (a last line and a code), {@code image}, {@code replicas}, and further fields of {@code container},
 * {@code spec} and {@code deployment}.
 *
 * @param written as the catalogue has it
 */
record Fault(String name, String id, JsonNode written) implements Comparable<Fault> {
    static final String IMAGE = "slipway.local/faults/busybox:1";
    static final String HEALTHY = "f-healthy";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> GROUPS =
            List.of("start", "crash", "scheduling", "controllers", "network", "storage", "platform");

    static List<Fault> all() throws IOException {
        List<Fault> all = new ArrayList<>();
        for (String group : GROUPS) {
            RecordedCluster.yaml("faults/" + group)
                    .forEach(f -> all.add(
                            new Fault(f.path("name").asString(""), f.path("id").asString(""), f)));
        }
        return all;
    }

    @Override
    public int compareTo(Fault other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }

    boolean spread() {
        return flag("spread");
    }

    private boolean flag(String flag) {
        return written.path(flag).asBoolean(false);
    }

    String namespace() {
        return "f-" + name;
    }

    boolean isNamedBy(RootCause finding) {
        return finding.cause().id().equals(id)
                && (finding.namespace().equals(namespace())
                        || finding.namespace().isEmpty());
    }

    /** Whether it is this fault that the finding tells of, or what comes with it. */
    boolean explains(RootCause finding) {
        Set<String> ids = new HashSet<>(Set.of(id));
        written.path("also").forEach(a -> ids.add(a.asString("")));
        return ids.contains(finding.cause().id());
    }

    /** Brings faults about on a cluster. */
    static final class Maker {
        /** What is to be changed has to run for longer than this first. */
        private static final Duration SETTLED = Duration.ofSeconds(12);

        private final KubernetesClient client;
        private final Map<Fault, Instant> made = new HashMap<>();
        private boolean registry;

        Maker(KubernetesClient client) {
            this.client = client;
        }

        void make(Fault fault) throws IOException {
            if (fault.flag("registry") && !registry) {
                registry = true;
                objects(
                        "f-registry",
                        "privileged",
                        RecordedCluster.yaml("faults/registry").path("objects"));
            }
            namespace(
                    fault.namespace(),
                    fault.flag("privileged") ? "privileged" : fault.flag("restricted") ? "restricted" : "baseline");
            fault.written()
                    .path("cluster")
                    .forEach(o -> client.resource(Serialization.<HasMetadata>unmarshal(o.toString()))
                            .create());
            create(fault.namespace(), fault.written().path("objects"));
            if (fault.written().has("pod")) {
                client.resource(Serialization.<HasMetadata>unmarshal(
                                deployment(fault).toString()))
                        .inNamespace(fault.namespace())
                        .create();
            }
            made.put(fault, Instant.now());
        }

        void healthy() throws IOException {
            objects(HEALTHY, "baseline", RecordedCluster.yaml("faults/healthy").path("objects"));
        }

        private void objects(String namespace, String security, JsonNode objects) {
            namespace(namespace, security);
            create(namespace, objects);
        }

        private void namespace(String name, String security) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .addToLabels("pod-security.kubernetes.io/enforce", security)
                            .endMetadata()
                            .build())
                    .create();
        }

        private void create(String namespace, JsonNode objects) {
            objects.forEach(o -> client.resource(Serialization.<HasMetadata>unmarshal(o.toString()))
                    .inNamespace(namespace)
                    .create());
        }

        /** The second step of faults that have one, once they have settled. */
        void goOn(Fault fault) {
            Instant from = made.get(fault);
            if (from == null) {
                return;
            }
            if (fault.flag("change") && !serves(fault)) {
                made.put(fault, Instant.now());
                return;
            }
            if (Instant.now().isBefore(from.plus(SETTLED))) {
                return;
            }
            made.remove(fault);
            if (fault.flag("change")) {
                client.configMaps()
                        .inNamespace(fault.namespace())
                        .withName("settings")
                        .edit((ConfigMap c) -> {
                            c.getData().put("LEVEL", "info");
                            return c;
                        });
            }
            if (fault.written().has("delete")) {
                client.pods().inNamespace(fault.namespace()).delete();
            }
        }

        /** What is to be older than a change has to be there before it. */
        private boolean serves(Fault fault) {
            List<Pod> pods = client.pods().inNamespace(fault.namespace()).list().getItems();
            return !pods.isEmpty() && pods.stream().allMatch(PodFacts::ready);
        }

        private static JsonNode deployment(Fault fault) {
            JsonNode pod = fault.written().path("pod");
            ObjectNode container =
                    object(Map.of("name", "main", "image", pod.path("image").asString(IMAGE)));
            String run = pod.has("say")
                    ? "echo '" + pod.path("say").asString("").replace("'", "'\\''") + "'; exit "
                            + pod.path("exit").asInt(1)
                    : pod.path("run").asString("exec /busybox sleep 600");
            container.putArray("command").add("/busybox").add("sh").add("-c").add(run);
            if (pod.has("container")) {
                container.setAll((ObjectNode) pod.path("container"));
            }
            ObjectNode spec = object(Map.of("terminationGracePeriodSeconds", 1));
            if (pod.has("spec")) {
                spec.setAll((ObjectNode) pod.path("spec"));
            }
            spec.putArray("containers").add(container);
            Map<String, String> labels = Map.of("app", fault.name(), "role", "fault");
            ObjectNode deployment = object(
                    Map.of("apiVersion", "apps/v1", "kind", "Deployment", "metadata", Map.of("name", fault.name())));
            ObjectNode wanted = object(Map.of(
                    "replicas", pod.path("replicas").asInt(1),
                    "selector", Map.of("matchLabels", Map.of("app", fault.name())),
                    "template", Map.of("metadata", Map.of("labels", labels))));
            if (pod.has("deployment")) {
                wanted.setAll((ObjectNode) pod.path("deployment"));
            }
            ((ObjectNode) wanted.path("template")).set("spec", spec);
            deployment.set("spec", wanted);
            return deployment;
        }

        private static ObjectNode object(Map<String, ?> fields) {
            return (ObjectNode) JSON.valueToTree(fields);
        }
    }
}
