package dev.slipway.validate;

import java.util.List;
import java.util.Map;

/** The pods of a release's services. */
interface Pods {
    /**
     * @param restarts of all its containers
     * @param state why it is not ready, or {@code Running}
     * @param containers what each asks for
     */
    record Seen(
            String name, boolean ready, int restarts, String state, List<Asks> containers, Map<String, String> labels) {
        public Seen {
            containers = List.copyOf(containers);
            labels = Map.copyOf(labels);
        }
    }

    /** CPU in millicores, memory in bytes; 0 where none is set. */
    record Asks(String container, long cpuRequest, long memoryRequest, long memoryLimit) {}

    /** Pods behind the service's Kubernetes Service, those about to end left out. */
    List<Seen> of(String service);

    void delete(String pod);

    /** CPU in millicores and memory in bytes by {@code pod/container}, from the metrics API; empty where it has no data. */
    Map<String, long[]> use();
}
