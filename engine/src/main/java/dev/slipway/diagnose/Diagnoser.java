package dev.slipway.diagnose;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names the causes why a namespace's pods do not run: objects, events and logs in, causes out. */
public final class Diagnoser {
    /** Rules in the order of a pod's life: creation comes before running. */
    private static final List<Rule> RULES = List.of(
            new CreationRule(),
            new NodeRule(),
            new ClaimRule(),
            new SchedulingRule(),
            new ImageRule(),
            new ConfigurationRule(),
            new CrashRule(),
            new ProbeRule());

    private Diagnoser() {}

    /** The causes: those that cannot mend themselves first, then in the order of a pod's life. Pure. */
    public static List<Cause> diagnose(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        RULES.forEach(rule -> causes.addAll(rule.find(snapshot)));
        // The sort is stable: within one kind the order of a pod's life stays.
        causes.sort(Comparator.comparing(c -> !c.permanent()));
        return List.copyOf(causes);
    }

    /**
     * Reads a namespace with the last lines of the containers that are not ready.
     *
     * @param since when the release began that is asked about
     * @throws io.fabric8.kubernetes.client.KubernetesClientException where the API server does not answer
     */
    public static Snapshot read(KubernetesClient client, String namespace, Instant since, Instant now) {
        return new SnapshotReader(client, namespace).read(since, now);
    }
}
