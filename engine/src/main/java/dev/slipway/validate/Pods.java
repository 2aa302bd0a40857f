package dev.slipway.validate;

import java.util.List;
import java.util.Map;

/** The pods of a release's services. */
interface Pods {
    /**
     * The state of one pod.
     *
     * @param restarts of all its containers
     * @param state why it is not ready, or {@code Running}
     * @param containers what each asks for
     */
    record PodState(
            String name, boolean ready, int restarts, String state, List<Asks> containers, Map<String, String> labels) {
        public PodState {
            containers = List.copyOf(containers);
            labels = Map.copyOf(labels);
        }
    }

    /** CPU in millicores, memory in bytes; 0 where none is set. */
    record Asks(String container, long cpuRequest, long memoryRequest, long memoryLimit) {}

    /** The pods behind the service's Kubernetes Service, without those about to end. */
    List<PodState> of(String service);

    void delete(String pod);

    /** CPU in millicores and memory in bytes by {@code pod/container}, from the metrics API; empty where it has no data. */
    Map<String, long[]> use();
}
