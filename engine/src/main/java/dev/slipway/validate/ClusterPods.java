package dev.slipway.validate;

import dev.slipway.cluster.Kube;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The pods of a release on a real cluster. */
final class ClusterPods implements Pods, Inside {
    private static final int PATIENCE_SECONDS = 20;
    private static final BigDecimal MILLI = BigDecimal.valueOf(1000);

    private final KubernetesClient client;
    private final String namespace;

    ClusterPods(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    @Override
    public List<PodState> of(String service) {
        return client
                .pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/instance", namespace)
                .withLabel("app.kubernetes.io/name", service)
                .list()
                .getItems()
                .stream()
                .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
                .map(ClusterPods::seen)
                .sorted(Comparator.comparing(PodState::name))
                .toList();
    }

    private static PodState seen(Pod pod) {
        List<ContainerStatus> statuses =
                pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
        boolean ready = pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
        String state = statuses.stream()
                .filter(s -> s.getState() != null && s.getState().getWaiting() != null)
                .map(s -> String.valueOf(s.getState().getWaiting().getReason()))
                .findFirst()
                .orElse(ready ? "Running" : "not ready");
        Map<String, String> labels = pod.getMetadata().getLabels();
        return new PodState(
                pod.getMetadata().getName(),
                ready,
                statuses.stream()
                        .mapToInt(s -> s.getRestartCount() == null ? 0 : s.getRestartCount())
                        .sum(),
                state,
                pod.getSpec().getContainers().stream().map(ClusterPods::asks).toList(),
                labels == null ? Map.of() : labels);
    }

    private static Asks asks(Container container) {
        var resources = container.getResources();
        Map<String, Quantity> requests =
                resources == null || resources.getRequests() == null ? Map.of() : resources.getRequests();
        Map<String, Quantity> limits =
                resources == null || resources.getLimits() == null ? Map.of() : resources.getLimits();
        return new Asks(
                container.getName(),
                amount(requests.get("cpu"), MILLI),
                amount(requests.get("memory"), BigDecimal.ONE),
                amount(limits.get("memory"), BigDecimal.ONE));
    }

    private static long amount(@org.jspecify.annotations.Nullable Quantity quantity, BigDecimal unit) {
        return quantity == null
                ? 0
                : quantity.getNumericalAmount().multiply(unit).longValue();
    }

    @Override
    public void delete(String pod) {
        client.pods().inNamespace(namespace).withName(pod).delete();
    }

    @Override
    public Map<String, long[]> use() {
        Map<String, long[]> use = new LinkedHashMap<>();
        try {
            client.top()
                    .pods()
                    .metrics(namespace)
                    .getItems()
                    .forEach(pod -> pod.getContainers()
                            .forEach(c -> use.put(pod.getMetadata().getName() + "/" + c.getName(), new long[] {
                                amount(c.getUsage().get("cpu"), MILLI),
                                amount(c.getUsage().get("memory"), BigDecimal.ONE)
                            })));
        } catch (KubernetesClientException e) {
            // Without the metrics API there is no data, and the checks say so.
        }
        return use;
    }

    @Override
    public Answer run(String pod, List<String> command) throws InterruptedException {
        Optional<String> container =
                client.pods().inNamespace(namespace).withName(pod).get() == null
                        ? Optional.empty()
                        : client.pods().inNamespace(namespace).withName(pod).get().getSpec().getContainers().stream()
                                .map(Container::getName)
                                .findFirst();
        if (container.isEmpty()) {
            return new Answer(-1, "pod " + pod + " has gone");
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (ExecWatch watch = client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(container.get())
                .writingOutput(output)
                .writingError(output)
                .exec(command.toArray(String[]::new))) {
            int exit = watch.exitCode().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Answer(exit, text(output));
        } catch (ExecutionException e) {
            String why = String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            // The container runtime says this if the image does not have the command.
            boolean missing = why.contains("executable file not found") || why.contains("no such file");
            return new Answer(missing ? 127 : -1, (text(output) + " " + why).strip());
        } catch (TimeoutException | KubernetesClientException e) {
            if (e instanceof KubernetesClientException asked) {
                Kube.orStop(asked);
            }
            return new Answer(-1, (text(output) + " no answer: " + e.getMessage()).strip());
        }
    }

    private static String text(ByteArrayOutputStream output) {
        return output.toString(StandardCharsets.UTF_8).strip();
    }
}
