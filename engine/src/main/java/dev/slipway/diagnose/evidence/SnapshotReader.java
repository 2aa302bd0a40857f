package dev.slipway.diagnose.evidence;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots. One list call a kind runs at the same time as all others; then come the last lines of the containers
 * in trouble.
 */
public final class SnapshotReader {
    private static final int LINES = 200;
    private static final int FORBIDDEN = 403;
    private static final int ABSENT = 404;
    /** Replicas of one workload log the same. */
    private static final int LOGS_PER_CONTAINER = 2;

    private static final int AT_ONCE = 12;

    /** The kinds that judge a rollout. */
    private static final List<Class<? extends HasMetadata>> ROLLOUT = List.of(
            Pod.class,
            Deployment.class,
            ReplicaSet.class,
            StatefulSet.class,
            PersistentVolumeClaim.class,
            ResourceQuota.class,
            Event.class);

    private static final List<Class<? extends HasMetadata>> SURVEY = List.of(
            Pod.class,
            Event.class,
            ReplicaSet.class,
            Deployment.class,
            StatefulSet.class,
            DaemonSet.class,
            Job.class,
            CronJob.class,
            Service.class,
            ConfigMap.class,
            Secret.class,
            ServiceAccount.class,
            PersistentVolumeClaim.class,
            ResourceQuota.class,
            LimitRange.class,
            HorizontalPodAutoscaler.class,
            PodDisruptionBudget.class,
            NetworkPolicy.class,
            Ingress.class);

    private static final List<Class<? extends HasMetadata>> CLUSTER = List.of(
            Node.class,
            APIService.class,
            Namespace.class,
            StorageClass.class,
            IngressClass.class,
            ValidatingWebhookConfiguration.class,
            MutatingWebhookConfiguration.class);

    private final KubernetesClient client;
    private final Map<String, List<HasMetadata>> objects = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private final List<String> unread = new ArrayList<>();

    public SnapshotReader(KubernetesClient client) {
        this.client = client;
    }

    /**
     * A snapshot for each namespace.
     *
     * @param cluster the snapshot of the objects that belong to no namespace
     * @param unread the kinds that could not be read, with the reason
     */
    public record Survey(Snapshot cluster, List<Snapshot> namespaces, List<String> unread) {}

    /** Reads one namespace, with the kinds that judge a rollout. */
    public Snapshot rollout(String namespace, Instant since, Instant now) {
        list(ROLLOUT, List.of(Node.class), namespace);
        return new Snapshot(namespace, since, now, objects, read, logs());
    }

    /** @param namespace empty for all of them */
    public Survey survey(String namespace, Instant now) {
        list(SURVEY, CLUSTER, namespace);
        objects.getOrDefault("Secret", List.of()).forEach(s -> withoutValues((Secret) s));
        objects.getOrDefault("ConfigMap", List.of()).forEach(c -> withoutValues((ConfigMap) c));
        List<Snapshot.Log> logs = logs();
        Snapshot all = new Snapshot("", Instant.EPOCH, now, objects, read, logs);
        List<Snapshot> spaces = new ArrayList<>();
        for (String space : namespace.isEmpty() ? all.names(Namespace.class) : List.of(namespace)) {
            Map<String, List<HasMetadata>> own = new HashMap<>();
            objects.forEach((kind, list) -> own.put(
                    kind,
                    list.stream()
                            .filter(o -> o.getMetadata().getNamespace() == null
                                    || o.getMetadata().getNamespace().equals(space))
                            .toList()));
            spaces.add(new Snapshot(
                    space,
                    Instant.EPOCH,
                    now,
                    own,
                    read,
                    logs.stream().filter(l -> l.namespace().equals(space)).toList()));
        }
        return new Survey(all, spaces, List.copyOf(unread));
    }

    private void list(
            List<Class<? extends HasMetadata>> kinds, List<Class<? extends HasMetadata>> cluster, String namespace) {
        Map<String, Callable<List<? extends HasMetadata>>> calls = new TreeMap<>();
        kinds.forEach(k -> calls.put(k.getSimpleName(), () -> list(k, namespace)));
        cluster.forEach(k ->
                calls.put(k.getSimpleName(), () -> client.resources(k).list().getItems()));
        atOnce(calls).forEach((kind, answer) -> {
            if (answer.isPresent()) {
                objects.put(kind, List.copyOf(answer.get()));
                read.add(kind);
            }
        });
    }

    private <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
        return namespace.isEmpty()
                ? client.resources(kind).inAnyNamespace().list().getItems()
                : client.resources(kind).inNamespace(namespace).list().getItems();
    }

    /** Leaves out a kind that may not be read or that this cluster does not have. Any other error is thrown. */
    private <T> Map<String, Optional<T>> atOnce(Map<String, Callable<T>> calls) {
        Semaphore free = new Semaphore(AT_ONCE);
        Map<String, Future<T>> begun = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            calls.forEach((name, call) -> begun.put(name, threads.submit(() -> {
                free.acquire();
                try {
                    return call.call();
                } finally {
                    free.release();
                }
            })));
        }
        Map<String, Optional<T>> answers = new TreeMap<>();
        begun.forEach((name, future) -> answers.put(name, answer(name, future)));
        return answers;
    }

    private <T> Optional<T> answer(String name, Future<T> future) {
        try {
            return Optional.of(future.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KubernetesClientException refused
                    && (refused.getCode() == FORBIDDEN || refused.getCode() == ABSENT)) {
                unread.add(name + ": " + (refused.getCode() == ABSENT ? "not on this cluster" : "not allowed"));
                return Optional.empty();
            }
            throw e.getCause() instanceof RuntimeException runtime ? runtime : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted", e);
        }
    }

    /**
     * Removes the values of a Secret: its keys are enough to say what is missing. A certificate is public and stays;
     * its key does not.
     */
    private static void withoutValues(Secret secret) {
        if (secret.getData() != null) {
            secret.getData()
                    .replaceAll((key, value) ->
                            "kubernetes.io/tls".equals(secret.getType()) && key.equals("tls.crt") ? value : "");
        }
    }

    private static void withoutValues(ConfigMap map) {
        if (map.getData() != null) {
            map.getData().replaceAll((key, value) -> "");
        }
        if (map.getBinaryData() != null) {
            map.getBinaryData().replaceAll((key, value) -> "");
        }
    }

    private List<Snapshot.Log> logs() {
        Map<String, Integer> taken = new HashMap<>();
        Map<String, Callable<Snapshot.Log>> calls = new TreeMap<>();
        for (HasMetadata object : objects.getOrDefault("Pod", List.of())) {
            Pod pod = (Pod) object;
            for (Container container : worthReading(pod)) {
                String workload = PodFacts.namespace(pod) + "/" + PodFacts.owner(pod) + "/" + container.name();
                boolean own = pod.getMetadata().getOwnerReferences().isEmpty();
                if (own || taken.merge(workload, 1, Integer::sum) <= LOGS_PER_CONTAINER) {
                    calls.put(
                            PodFacts.namespace(pod) + "/" + container.podName() + "/" + container.name(),
                            () -> log(container));
                }
            }
        }
        return atOnce(calls).values().stream()
                .flatMap(Optional::stream)
                .filter(l -> !l.lines().isEmpty())
                .toList();
    }

    /**
     * The containers that keep their pod from being ready, those that ended before, and those that talk to the API
     * server.
     */
    private static Collection<Container> worthReading(Pod pod) {
        Collection<Container> unready = Container.unready(pod);
        String account = pod.getSpec() == null ? null : pod.getSpec().getServiceAccountName();
        return !unready.isEmpty()
                ? unready
                : Container.of(pod).stream()
                        .filter(c -> !c.init() && c.running())
                        .filter(c -> c.ends() > 0
                                || (account != null && !account.equals("default") && !PodFacts.ofSlipway(pod)))
                        .toList();
    }

    private Snapshot.Log log(Container container) {
        List<String> lines = new ArrayList<>();
        if (container.running() && container.ends() > 0) {
            lines.addAll(lines(container, true));
        }
        lines.addAll(lines(container, false));
        return new Snapshot.Log(PodFacts.namespace(container.pod()), container.podName(), container.name(), lines);
    }

    private List<String> lines(Container container, boolean previous) {
        String uri = "/api/v1/namespaces/" + PodFacts.namespace(container.pod()) + "/pods/" + container.podName()
                + "/log?container=" + container.name() + "&tailLines=" + LINES + (previous ? "&previous=true" : "");
        try {
            @Nullable String text = client.raw(uri);
            return text == null ? List.of() : text.lines().toList();
        } catch (KubernetesClientException e) {
            // A container that has not started has no log; that is no error.
            return List.of();
        }
    }
}
