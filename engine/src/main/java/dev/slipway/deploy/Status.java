package dev.slipway.deploy;

import dev.slipway.diagnose.cause.Cause;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * State of an application on a cluster.
 *
 * @param revision 0 if it is not installed
 * @param state Helm's word for it ({@code deployed}, {@code failed}, ...), or {@code not installed}
 * @param urls addresses of its services on this machine
 * @param causes why something does not run
 */
public record Status(
        String name,
        String namespace,
        int revision,
        String state,
        List<Workload> workloads,
        Map<String, URI> urls,
        List<Cause> causes) {
    public Status {
        workloads = List.copyOf(workloads);
        urls = Map.copyOf(urls);
        causes = List.copyOf(causes);
    }
}
