package dev.slipway.supply;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The images that anything on a cluster names. A Deployment's older ReplicaSets keep what it may go back to. */
final class UsedImages {
    private UsedImages() {}

    static Set<String> on(KubernetesClient client) {
        Stream<PodSpec> pods =
                client.pods().inAnyNamespace().list().getItems().stream().map(pod -> pod.getSpec());
        Stream<PodSpec> sets = client.apps().replicaSets().inAnyNamespace().list().getItems().stream()
                .map(set -> set.getSpec().getTemplate().getSpec());
        Stream<PodSpec> stateful = client.apps().statefulSets().inAnyNamespace().list().getItems().stream()
                .map(set -> set.getSpec().getTemplate().getSpec());
        Stream<PodSpec> daemons = client.apps().daemonSets().inAnyNamespace().list().getItems().stream()
                .map(set -> set.getSpec().getTemplate().getSpec());
        Stream<PodSpec> jobs = client.batch().v1().jobs().inAnyNamespace().list().getItems().stream()
                .map(job -> job.getSpec().getTemplate().getSpec());
        Stream<PodSpec> timed = client.batch().v1().cronjobs().inAnyNamespace().list().getItems().stream()
                .map(job ->
                        job.getSpec().getJobTemplate().getSpec().getTemplate().getSpec());
        Set<String> used = new HashSet<>();
        Stream.of(pods, sets, stateful, daemons, jobs, timed)
                .flatMap(all -> all)
                .filter(Objects::nonNull)
                .flatMap(spec -> Stream.concat(spec.getContainers().stream(), spec.getInitContainers().stream()))
                .forEach(container -> used.add(container.getImage()));
        return used;
    }
}
