package dev.slipway.diagnose.evidence;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Map;

/**
 * An object that makes pods, with its pod template. A pod without an owner is its own template.
 *
 * @param labels of its pods
 * @param replicas that it asks for
 */
public record WorkloadTemplate(HasMetadata object, Map<String, String> labels, PodSpec spec, int replicas) {
    public WorkloadTemplate {
        labels = Map.copyOf(labels);
    }

    public Ref ref() {
        return Ref.of(object);
    }

    public String name() {
        return object.getMetadata().getName();
    }

    static Map<String, String> labels(ObjectMeta meta) {
        return meta == null || meta.getLabels() == null ? Map.of() : meta.getLabels();
    }
}
