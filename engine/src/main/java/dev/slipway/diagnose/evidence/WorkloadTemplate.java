package dev.slipway.diagnose.evidence;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Map;

/**
 * What makes pods, with the template that it makes them of; a pod that nothing made is its own.
 *
 * @param labels of its pods
 * @param replicas that it is asked for
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
