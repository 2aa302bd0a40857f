package dev.slipway.deploy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The logs of a release's pods. */
final class LogTail {
    private static final int LINES = 200;

    private final KubernetesClient client;
    private final String namespace;
    private final Consumer<LogLine> sink;

    LogTail(KubernetesClient client, String namespace, Consumer<LogLine> sink) {
        this.client = client;
        this.namespace = namespace;
        this.sink = sink;
    }

    private record Source(String service, String pod, String container, int run, boolean started) {}

    /** Passes on the last lines of each container. */
    void last(String service) {
        for (Source source : sources(service)) {
            try {
                String text = client.raw("/api/v1/namespaces/" + namespace + "/pods/" + source.pod() + "/log?container="
                        + source.container() + "&tailLines=" + LINES);
                if (text != null) {
                    text.lines().forEach(line -> tell(source, line));
                }
            } catch (KubernetesClientException e) {
                // A container that has not started yet has no log.
            }
        }
    }

    /** Passes on lines as they come, also from later pods, until the thread is interrupted. */
    void follow(String service) throws InterruptedException {
        Map<Source, Thread> followed = new HashMap<>();
        try {
            while (true) {
                for (Source source : sources(service)) {
                    if (source.started() && !followed.containsKey(source)) {
                        boolean first = followed.keySet().stream()
                                .noneMatch(s -> s.pod().equals(source.pod()));
                        followed.put(
                                source,
                                Thread.ofVirtual().start(() -> follow(source, first ? LINES : Integer.MAX_VALUE)));
                    }
                }
                Thread.sleep(1000);
            }
        } finally {
            followed.values().forEach(Thread::interrupt);
        }
    }

    private void follow(Source source, int lines) {
        try (LogWatch watch = client.pods()
                        .inNamespace(namespace)
                        .withName(source.pod())
                        .inContainer(source.container())
                        .tailingLines(lines)
                        .watchLog();
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                tell(source, line);
            }
        } catch (IOException | KubernetesClientException e) {
            // The pod has ended. The next look finds its successor.
        }
    }

    private void tell(Source source, String line) {
        synchronized (sink) {
            sink.accept(new LogLine(source.service(), source.pod(), source.container(), line));
        }
    }

    private List<Source> sources(String service) {
        List<Source> sources = new ArrayList<>();
        for (Pod pod : client.pods()
                .inNamespace(namespace)
                .withLabel(Workloads.INSTANCE, namespace)
                .list()
                .getItems()) {
            String name = pod.getMetadata().getLabels().getOrDefault("app.kubernetes.io/name", "");
            if (!service.isEmpty() && !service.equals(name)) {
                continue;
            }
            Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                    .map(c -> source(name, pod, c))
                    .forEach(sources::add);
        }
        return sources;
    }

    private static Source source(String service, Pod pod, Container container) {
        return pod.getStatus() == null
                ? new Source(service, pod.getMetadata().getName(), container.getName(), 0, false)
                : Stream.concat(
                                pod.getStatus().getInitContainerStatuses().stream(),
                                pod.getStatus().getContainerStatuses().stream())
                        .filter(s -> s.getName().equals(container.getName()))
                        .findFirst()
                        .map(s -> new Source(
                                service,
                                pod.getMetadata().getName(),
                                container.getName(),
                                s.getRestartCount() == null ? 0 : s.getRestartCount(),
                                s.getContainerID() != null
                                        && !s.getContainerID().isEmpty()))
                        .orElse(new Source(service, pod.getMetadata().getName(), container.getName(), 0, false));
    }
}
