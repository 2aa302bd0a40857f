package dev.slipway.validate;

import dev.slipway.application.Application;
import dev.slipway.application.Service;
import dev.slipway.gate.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Measures what containers use, from before the load until after it, and compares it with their requests (V4). */
final class Utilisation implements AutoCloseable {
    private static final List<String> REQUIREMENTS = List.of("V4", "G5");
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final double LITTLE = 0.2;
    private static final double CLOSE = 0.9;
    private static final long MEBI = 1 << 20;
    /** Requests below these values are so small that smaller ones gain nothing. */
    private static final long SMALL_CPU = 50;

    private static final long SMALL_MEMORY = 128 * MEBI;

    private final Pods pods;
    private final Map<String, long[]> most = new ConcurrentHashMap<>();
    private final Thread watcher;

    Utilisation(Pods pods) {
        this.pods = pods;
        this.watcher = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    look();
                    Thread.sleep(EVERY);
                }
            } catch (InterruptedException e) {
                // The watch ends with this interruption.
            }
        });
    }

    private void look() {
        pods.use()
                .forEach((container, use) ->
                        most.merge(container, use, (a, b) -> new long[] {Math.max(a[0], b[0]), Math.max(a[1], b[1])}));
    }

    /** Waits until every ready container has been measured, but no longer than {@code limit}: metrics lag behind. */
    void settle(Application application, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!most.keySet().containsAll(containers(application)) && System.nanoTime() < end) {
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    private List<String> containers(Application application) {
        return application.services().stream()
                .flatMap(s -> pods.of(s.name()).stream())
                .filter(Pods.PodState::ready)
                .flatMap(p -> p.containers().stream().map(c -> p.name() + "/" + c.container()))
                .toList();
    }

    List<Check> judge(Application application, List<Verdict.Use> uses) {
        look();
        List<Check> checks = new ArrayList<>();
        for (Service service : application.services()) {
            List<Verdict.Use> own = new ArrayList<>();
            for (Pods.PodState pod : pods.of(service.name())) {
                for (Pods.Asks asks : pod.containers()) {
                    long[] use = most.get(pod.name() + "/" + asks.container());
                    if (use != null) {
                        own.add(new Verdict.Use(
                                pod.name(),
                                asks.container(),
                                use[0],
                                asks.cpuRequest(),
                                use[1],
                                asks.memoryRequest(),
                                asks.memoryLimit()));
                    }
                }
            }
            uses.addAll(own);
            checks.add(judge(service, own));
        }
        return checks;
    }

    static Check judge(Service service, List<Verdict.Use> uses) {
        String id = "V4.use." + service.name();
        String title = service.name() + " asks for what it uses";
        String setting =
                "./slipway eject, then in slipway/chart/values.yaml services." + service.name() + ".resources.";
        if (uses.isEmpty()) {
            return Check.noData(
                    id,
                    REQUIREMENTS,
                    title,
                    "the metrics API has no data of its pods",
                    "kubectl top pod   (needs metrics-server)");
        }
        long cpu = uses.stream().mapToLong(Verdict.Use::cpu).max().orElse(0);
        long memory = uses.stream().mapToLong(Verdict.Use::memory).max().orElse(0);
        Verdict.Use one = uses.getFirst();
        String evidence = "at most " + cpu + " of " + one.cpuRequest() + " m CPU and " + memory / MEBI + " of "
                + one.memoryRequest() / MEBI + " MiB asked for"
                + (one.memoryLimit() > 0 ? " (limit " + one.memoryLimit() / MEBI + ")" : "");
        if (one.memoryLimit() > 0 && memory > CLOSE * one.memoryLimit()) {
            return Check.fail(
                    id,
                    REQUIREMENTS,
                    title,
                    evidence + ": it is about to be ended for its use of memory",
                    setting + "limits.memory: " + up(memory * 1.5 / MEBI) + "Mi");
        }
        List<String> changes = new ArrayList<>();
        if (memory > one.memoryRequest()) {
            changes.add("memory: " + up(memory * 1.25 / MEBI) + "Mi");
        } else if (one.memoryRequest() > SMALL_MEMORY && memory < LITTLE * one.memoryRequest()) {
            changes.add("memory: " + up(Math.max(SMALL_MEMORY, memory * 1.5) / MEBI) + "Mi");
        }
        if (cpu > one.cpuRequest()) {
            changes.add("cpu: " + up(cpu * 1.25) + "m");
        } else if (one.cpuRequest() > SMALL_CPU && cpu < LITTLE * one.cpuRequest()) {
            changes.add("cpu: " + up(Math.max(SMALL_CPU, cpu * 1.5)) + "m");
        }
        return changes.isEmpty()
                ? Check.pass(id, REQUIREMENTS, title, evidence)
                : Check.note(id, REQUIREMENTS, title, evidence, setting + "requests: " + String.join(", ", changes));
    }

    private static String up(double value) {
        return String.format(Locale.ROOT, "%d", (long) (Math.ceil(value / 16) * 16));
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
