package dev.slipway.diagnose;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Snapshot;
import dev.slipway.diagnose.evidence.SnapshotReader;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names the causes why a namespace's pods do not run: objects, events and logs in, causes out. */
public final class Diagnoser {
    private Diagnoser() {}

    /**
     * Finds the causes that a rollout meets. Causes that cannot mend themselves come first, then the order is that of a
     * pod's life. Pure.
     */
    public static List<Cause> diagnose(Snapshot snapshot) {
        List<Cause> causes = causes(RuleBook.ROLLOUT, snapshot);
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
        return new SnapshotReader(client).rollout(namespace, since, now);
    }

    /**
     * Looks at a whole namespace, whoever made what is in it, and at the cluster below it. Changes nothing.
     *
     * @param namespace empty for all of them
     * @param what the name of an object, or {@code kind/name}; empty for all of them
     * @throws io.fabric8.kubernetes.client.KubernetesClientException where the API server does not answer
     */
    public static Diagnosis examine(KubernetesClient client, String namespace, String what, InstantSource clock) {
        Instant begun = clock.instant();
        SnapshotReader.Survey survey = new SnapshotReader(client).survey(namespace, begun);
        Focus focus = Focus.of(survey, what);
        List<RootCause> findings = switch (focus) {
            case Focus.All all -> findings(survey);
            case Focus.On on -> findings(survey).stream().filter(on::holds).toList();
            case Focus.Unknown unknown -> List.of();
            case Focus.Several several -> List.of();
        };
        return new Diagnosis(
                focus,
                findings,
                survey.cluster().pods().size(),
                survey.unread(),
                Duration.between(begun, clock.instant()));
    }

    /** Gives the findings; what blocks most comes first. Pure. */
    public static List<RootCause> findings(SnapshotReader.Survey survey) {
        List<RootCause> findings = new ArrayList<>(Grouping.of("", causes(RuleBook.CLUSTER, survey.cluster())));
        survey.namespaces().forEach(s -> findings.addAll(Grouping.of(s.namespace(), causes(RuleBook.NAMESPACE, s))));
        findings.sort(Grouping.BLOCKING);
        return List.copyOf(findings);
    }

    private static List<Cause> causes(List<Rule> rules, Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        rules.forEach(rule -> causes.addAll(rule.find(snapshot)));
        return causes;
    }
}
