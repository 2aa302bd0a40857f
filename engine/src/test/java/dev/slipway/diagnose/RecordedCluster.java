package dev.slipway.diagnose;

import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Namespaces as the API server told them, from the test's resources. */
final class RecordedCluster {
    /** Of these a recording has all that there were. */
    private static final Set<String> READ = Set.of(
            "Pod",
            "Deployment",
            "ReplicaSet",
            "StatefulSet",
            "DaemonSet",
            "Job",
            "CronJob",
            "Service",
            "ConfigMap",
            "Secret",
            "ServiceAccount",
            "PersistentVolumeClaim",
            "Ingress",
            "IngressClass",
            "StorageClass",
            "Node");

    private RecordedCluster() {}

    static Snapshot json(String name) throws IOException {
        return snapshot(JsonMapper.shared().readTree(bytes(name + ".json")), Set.of());
    }

    /** With its anchors resolved, which a tree of Jackson's has as texts. */
    static JsonNode yaml(String name) throws IOException {
        Object tree = new Load(
                        LoadSettings.builder().setMaxAliasesForCollections(1000).build())
                .loadFromString(new String(bytes(name + ".yaml"), StandardCharsets.UTF_8));
        return JsonMapper.shared().valueToTree(tree);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = RecordedCluster.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** @param read kinds of which all objects are known, besides those that there are */
    static Snapshot snapshot(JsonNode root, Set<String> read) {
        List<HasMetadata> items = new ArrayList<>();
        root.path("items").forEach(item -> items.add(Serialization.unmarshal(item.toString())));
        List<Snapshot.Log> logs = new ArrayList<>();
        root.path("logs")
                .forEach(log -> logs.add(new Snapshot.Log(
                        "",
                        log.path("pod").asString(""),
                        log.path("container").asString(""),
                        log.path("lines").values().stream()
                                .map(l -> l.asString(""))
                                .toList())));
        Map<String, List<HasMetadata>> kinds = Snapshot.byKind(items);
        return new Snapshot(
                root.path("namespace").asString(""),
                Instant.parse(root.path("since").asString("1970-01-01T00:00:00Z")),
                Instant.parse(root.path("taken").asString("")),
                kinds,
                read,
                logs);
    }

    static Snapshot whole(JsonNode root) {
        return snapshot(root, READ);
    }
}
