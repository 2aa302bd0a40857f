package dev.slipway.assist.act;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads the objects of a cluster, all kinds at once. Values of Secrets are dropped as they come in. */
public final class ClusterReader {
    private static final int FORBIDDEN = 403;
    private static final int ABSENT = 404;

    private ClusterReader() {}

    /**
     * The objects of a cluster.
     *
     * @param unread kinds that may not be read, or that the cluster does not have
     */
    public record Read(LiveObjects objects, List<String> unread) {}

    /**
     * @param namespace the one that is read if not all may be read
     * @throws KubernetesClientException if the API server does not answer
     */
    public static Read read(KubernetesClient client, String namespace) throws InterruptedException {
        Map<ResourceKind, Future<List<ObjectNode>>> begun = new LinkedHashMap<>();
        List<ObjectNode> all = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ResourceKind kind : ResourceKind.values()) {
                if (kind != ResourceKind.ENDPOINTS) {
                    begun.put(kind, threads.submit(() -> list(client, kind, namespace)));
                }
            }
            for (Map.Entry<ResourceKind, Future<List<ObjectNode>>> e : begun.entrySet()) {
                try {
                    all.addAll(e.getValue().get());
                } catch (ExecutionException failed) {
                    if (failed.getCause() instanceof KubernetesClientException refused
                            && (refused.getCode() == FORBIDDEN || refused.getCode() == ABSENT)) {
                        unread.add(e.getKey().kind() + ": "
                                + (refused.getCode() == ABSENT ? "not on this cluster" : "not allowed"));
                    } else if (failed.getCause() instanceof RuntimeException runtime) {
                        throw runtime;
                    } else {
                        throw new IllegalStateException(failed.getCause());
                    }
                }
            }
        }
        return new Read(new LiveObjects(all), unread);
    }

    private static List<ObjectNode> list(KubernetesClient client, ResourceKind kind, String namespace) {
        try {
            return items(kind, client.raw(kind.path("", "")));
        } catch (KubernetesClientException e) {
            if (e.getCode() == FORBIDDEN && kind.namespaced() && !namespace.isEmpty()) {
                return items(kind, client.raw(kind.path(namespace, "")));
            }
            throw e;
        }
    }

    private static List<ObjectNode> items(ResourceKind kind, @Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<ObjectNode> items = Docs.items(Docs.parse(text).path("items"));
        items.forEach(i -> clean(kind, i));
        return items;
    }

    static ObjectNode clean(ResourceKind kind, ObjectNode item) {
        item.put("apiVersion", kind.apiVersion());
        item.put("kind", kind.kind());
        Docs.in(item, "metadata").remove("managedFields");
        if (kind == ResourceKind.SECRET && item.get("data") instanceof ObjectNode data) {
            for (String key : List.copyOf(data.propertyNames())) {
                data.put(key, "");
            }
            Docs.in(item, "metadata").remove("annotations");
        }
        return item;
    }
}
