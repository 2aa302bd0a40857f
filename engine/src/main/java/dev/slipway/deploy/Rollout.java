package dev.slipway.deploy;

import dev.slipway.application.Application;
import dev.slipway.cluster.Kube;
import dev.slipway.diagnose.Diagnoser;
import dev.slipway.diagnose.cause.Cause;
import dev.slipway.gate.Progress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Follows a rollout until every workload is complete, or until a cause is found that waiting cannot mend. */
final class Rollout {
    /** The cluster reports when a workload changes. It is also asked this often. */
    private static final Duration POLL = Duration.ofMillis(500);

    /** Most rollouts are over by then. Reading events and logs earlier would take processor time from the pods. */
    private static final Duration FIRST_CLOSER = Duration.ofSeconds(4);

    private static final Duration LOOK_CLOSER = Duration.ofMillis(1200);

    private final KubernetesClient client;
    private final Application application;
    private final Progress progress;
    private final Time time;
    private final Duration limit;

    Rollout(KubernetesClient client, Application application, Progress progress, Time time, Duration limit) {
        this.client = client;
        this.application = application;
        this.progress = progress;
        this.time = time;
        this.limit = limit;
    }

    /**
     * How a rollout ended.
     *
     * @param cause why it cannot complete; empty if it did, or if no cause was found in time
     */
    record End(boolean complete, Optional<Cause> cause, List<Workload> workloads, Duration took) {
        String lines() {
            return workloads.stream().map(Workload::line).collect(Collectors.joining(", "));
        }
    }

    /** @param since when the release began */
    End await(Instant since) throws InterruptedException {
        Workloads workloads = new Workloads(client, application);
        Semaphore changed = new Semaphore(0);
        try (Closeable watching = workloads.watch(changed::release)) {
            return await(since, workloads, changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private End await(Instant since, Workloads workloads, Semaphore changed) throws InterruptedException {
        Duration start = time.steady();
        Duration closer = FIRST_CLOSER;
        Set<String> told = new HashSet<>();
        String line = "";
        Optional<Cause> probable = Optional.empty();
        List<Workload> seen = List.of();
        while (true) {
            Duration took = time.steady().minus(start);
            try {
                seen = workloads.look();
                line = tell(seen, took, told, line);
                if (!seen.isEmpty() && seen.stream().allMatch(Workload::complete)) {
                    return new End(true, Optional.empty(), seen, took);
                }
                if (took.compareTo(closer) >= 0) {
                    closer = took.plus(LOOK_CLOSER);
                    List<Cause> causes =
                            Diagnoser.diagnose(Diagnoser.read(client, application.name(), since, time.now()));
                    probable = causes.stream().findFirst();
                    if (probable.map(Cause::permanent).orElse(false)) {
                        return new End(false, probable, seen, took);
                    }
                }
            } catch (KubernetesClientException e) {
                Kube.orStop(e);
                // The API server may be restarting. If it does not come back, the time limit ends the wait.
                progress.on(
                        new Progress.Event.Noted("deploy", "rollout", "no answer from the cluster: " + e.getMessage()));
            }
            if (took.compareTo(limit) >= 0) {
                return new End(false, probable, seen, took);
            }
            changed.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
            changed.drainPermits();
        }
    }

    private String tell(List<Workload> seen, Duration took, Set<String> told, String before) {
        for (Workload workload : seen) {
            if (workload.complete() && told.add(workload.service())) {
                progress.done("deploy", workload.service(), workload.line() + " after " + seconds(took));
            }
        }
        String line = seen.stream().map(Workload::line).collect(Collectors.joining(", "));
        if (!line.equals(before)) {
            int desired = seen.stream().mapToInt(Workload::desired).sum();
            int ready = seen.stream().mapToInt(Workload::ready).sum();
            progress.on(new Progress.Event.Advanced(
                    "deploy", "rollout", line, desired == 0 ? -1 : (double) ready / desired, Optional.empty()));
        }
        return line;
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
