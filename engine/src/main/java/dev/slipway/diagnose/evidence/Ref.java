package dev.slipway.diagnose.evidence;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Locale;
import java.util.Objects;

/**
 * Names an object of a cluster.
 *
 * @param kind as the API has it, such as {@code Deployment}
 * @param namespace empty for objects of the cluster as a whole
 */
public record Ref(String apiVersion, String kind, String namespace, String name) {
    public static Ref of(HasMetadata object) {
        return new Ref(
                Objects.requireNonNullElse(object.getApiVersion(), ""),
                object.getKind(),
                Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
                object.getMetadata().getName());
    }

    /** {@code Kind/name}, such as {@code Deployment/backend}. */
    public String text() {
        return kind + "/" + name;
    }

    /** The words by which kubectl takes it, such as {@code -n shop deployment/backend}. */
    public String words() {
        return (namespace.isEmpty() ? "" : "-n " + namespace + " ") + kind.toLowerCase(Locale.ROOT) + "/" + name;
    }
}
