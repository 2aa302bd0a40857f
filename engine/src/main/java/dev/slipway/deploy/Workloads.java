package dev.slipway.deploy;

import dev.slipway.application.Application;
import dev.slipway.application.Service;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the workloads of a release. */
final class Workloads {
    static final String INSTANCE = "app.kubernetes.io/instance";

    private final KubernetesClient client;
    private final Application application;

    Workloads(KubernetesClient client, Application application) {
        this.client = client;
        this.application = application;
    }

    /** The state of each workload. Those that others wait for come first. */
    List<Workload> look() {
        String namespace = application.name();
        List<Workload> found = new ArrayList<>();
        for (StatefulSet set : client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .withLabel(INSTANCE, namespace)
                .list()
                .getItems()) {
            found.add(of(set));
        }
        for (Deployment deployment : client.apps()
                .deployments()
                .inNamespace(namespace)
                .withLabel(INSTANCE, namespace)
                .list()
                .getItems()) {
            found.add(of(deployment));
        }
        if (found.stream().allMatch(Workload::complete)) {
            return inOrder(found);
        }
        List<Pod> pods = client.pods()
                .inNamespace(namespace)
                .withLabel(INSTANCE, namespace)
                .list()
                .getItems();
        Map<String, Boolean> complete = new HashMap<>();
        found.forEach(w -> complete.put(w.service(), w.complete()));
        return inOrder(found.stream()
                .map(w -> w.complete() ? w : noted(w, pods, complete))
                .toList());
    }

    /** Calls {@code changed} from another thread when a workload has changed, until the returned object is closed. */
    Closeable watch(Runnable changed) {
        String namespace = application.name();
        try {
            Watch deployments = client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withLabel(INSTANCE, namespace)
                    .watch(telling(changed));
            Watch sets = client.apps()
                    .statefulSets()
                    .inNamespace(namespace)
                    .withLabel(INSTANCE, namespace)
                    .watch(telling(changed));
            return () -> {
                deployments.close();
                sets.close();
            };
        } catch (KubernetesClientException e) {
            return () -> {}; // They are also read from time to time.
        }
    }

    private static <T> Watcher<T> telling(Runnable changed) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, T workload) {
                changed.run();
            }

            @Override
            public void onClose(WatcherException cause) {}
        };
    }

    private List<Workload> inOrder(List<Workload> workloads) {
        return workloads.stream()
                .sorted(Comparator.comparingInt((Workload w) -> depth(w.service(), 0))
                        .thenComparing(Workload::service))
                .toList();
    }

    static Workload of(Deployment deployment) {
        int desired = number(deployment.getSpec().getReplicas(), 1);
        var status = deployment.getStatus();
        if (status == null) {
            return new Workload(name(deployment), "Deployment", 0, desired, false, "");
        }
        int updated = number(status.getUpdatedReplicas(), 0);
        int available = number(status.getAvailableReplicas(), 0);
        boolean current = isObserved(deployment, status.getObservedGeneration());
        boolean complete =
                current && updated >= desired && number(status.getReplicas(), 0) <= updated && available >= desired;
        // While old pods run, the available ones may be old.
        int old = number(status.getReplicas(), 0) - updated;
        int ready = complete ? desired : Math.max(0, Math.min(updated, available - old));
        return new Workload(name(deployment), "Deployment", current ? ready : 0, desired, complete, "");
    }

    static Workload of(StatefulSet set) {
        int desired = number(set.getSpec().getReplicas(), 1);
        var status = set.getStatus();
        if (status == null) {
            return new Workload(name(set), "StatefulSet", 0, desired, false, "");
        }
        int ready = number(status.getReadyReplicas(), 0);
        boolean newest = Objects.equals(status.getCurrentRevision(), status.getUpdateRevision())
                || number(status.getUpdatedReplicas(), 0) >= desired;
        boolean complete = isObserved(set, status.getObservedGeneration()) && newest && ready >= desired;
        return new Workload(name(set), "StatefulSet", newest ? Math.min(ready, desired) : 0, desired, complete, "");
    }

    private static boolean isObserved(HasMetadata object, @Nullable Long observed) {
        Long generation = object.getMetadata().getGeneration();
        return generation == null || (observed != null && observed >= generation);
    }

    private static int number(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    private Workload noted(Workload workload, List<Pod> pods, Map<String, Boolean> complete) {
        String note = pods.stream()
                .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
                .filter(p ->
                        workload.service().equals(p.getMetadata().getLabels().get("app.kubernetes.io/name")))
                .sorted(Comparator.comparing(
                                (Pod p) -> String.valueOf(p.getMetadata().getCreationTimestamp()))
                        .reversed())
                .map(Workloads::state)
                .filter(s -> !s.isEmpty())
                .findFirst()
                .orElse("");
        // A running pod that is not ready most often waits for a service that it needs.
        if (note.isEmpty() || note.equals("starting")) {
            note = needs(workload.service()).stream()
                    .filter(n -> Boolean.FALSE.equals(complete.get(n)))
                    .findFirst()
                    .map(n -> "waits for " + n)
                    .orElse(note.isEmpty() ? "pods are being made" : note);
        }
        return new Workload(workload.service(), workload.kind(), workload.ready(), workload.desired(), false, note);
    }

    private List<String> needs(String service) {
        return application.services().stream()
                .filter(s -> s.name().equals(service))
                .findFirst()
                .map(Service::needs)
                .orElse(List.of());
    }

    private int depth(String service, int seen) {
        return seen > application.services().size()
                ? seen
                : needs(service).stream()
                        .mapToInt(n -> 1 + depth(n, seen + 1))
                        .max()
                        .orElse(0);
    }

    /** What a pod that is not ready is doing, in a few words; empty if it is ready. */
    private static String state(Pod pod) {
        if (pod.getStatus() == null) {
            return "pods are being made";
        }
        boolean ready = pod.getStatus().getConditions().stream()
                .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
        if (ready) {
            return "";
        }
        boolean placed = pod.getStatus().getConditions().stream()
                .noneMatch(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()));
        if (!placed) {
            return "waiting: a node with room";
        }
        for (ContainerStatus status : pod.getStatus().getInitContainerStatuses()) {
            if (status.getState() != null && status.getState().getRunning() != null) {
                return "waiting: " + (status.getName().startsWith("migrat") ? "migrations" : status.getName());
            }
            Optional<String> trouble = trouble(status);
            if (trouble.isPresent()) {
                return status.getName() + " " + trouble.get();
            }
        }
        return pod.getStatus().getContainerStatuses().stream()
                .map(Workloads::trouble)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("starting");
    }

    private static Optional<String> trouble(ContainerStatus status) {
        int restarts = number(status.getRestartCount(), 0);
        if (status.getState() == null || status.getState().getWaiting() == null) {
            return Optional.empty();
        }
        String reason = String.valueOf(status.getState().getWaiting().getReason());
        return switch (reason) {
            case "ContainerCreating", "PodInitializing" -> Optional.empty();
            case "CrashLoopBackOff" -> Optional.of("ended " + (restarts + 1) + " times");
            default -> Optional.of(reason);
        };
    }
}
