package dev.slipway.validate;

import dev.slipway.application.Application;
import dev.slipway.application.Service;
import dev.slipway.gate.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Watches the pods during the validation. None may restart but those that a step kills. */
final class Stability {
    private final Pods pods;
    private final Application application;
    private final Map<String, Integer> before = new LinkedHashMap<>();

    Stability(Pods pods, Application application) {
        this.pods = pods;
        this.application = application;
        all().forEach(p -> before.put(p.name(), p.restarts()));
    }

    private List<Pods.PodState> all() {
        List<Pods.PodState> all = new ArrayList<>();
        for (Service service : application.services()) {
            all.addAll(pods.of(service.name()));
        }
        return all;
    }

    /** Waits until every pod is ready, but no longer than {@code limit}. */
    void settle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!all().stream().allMatch(Pods.PodState::ready) && System.nanoTime() < end) {
            Thread.sleep(Duration.ofMillis(300));
        }
    }

    Check judge() {
        List<String> trouble = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        for (Pods.PodState pod : all()) {
            int earlier = before.getOrDefault(pod.name(), 0);
            if (!before.containsKey(pod.name())) {
                fresh.add(pod.name());
            }
            if (pod.restarts() > earlier) {
                trouble.add(pod.name() + " restarted " + (pod.restarts() - earlier) + " times");
            }
            if (!pod.ready()) {
                trouble.add(pod.name() + " is not ready: " + pod.state());
            }
        }
        return Check.of(
                trouble.isEmpty(),
                "V4.restarts",
                List.of("V4", "G5"),
                "nothing restarts while it is used",
                trouble.isEmpty()
                        ? before.size() + " pods watched, no restart"
                                + (fresh.isEmpty() ? "" : "; new ones: " + String.join(", ", fresh))
                        : String.join("; ", trouble),
                "./slipway logs   (and ./slipway status for the cause)");
    }
}
