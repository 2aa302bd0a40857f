package dev.slipway.diagnose.crash;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The node ends a container because its liveness or startup probe fails. */
public final class LivenessRule implements Rule {
    private static final int ENOUGH = 2;
    /** Failures that a proposed startup probe allows. */
    private static final int PATIENT = 30;

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.of(pod)) {
                Liveness.killing(snapshot, container)
                        .filter(e -> !Boolean.TRUE.equals(container.status().getReady())
                                || Events.age(Events.last(e).toString(), snapshot.taken()) < 600)
                        .map(e -> cause(snapshot, container, e))
                        .ifPresent(causes::add);
            }
        }
        return causes;
    }

    private static Cause cause(Snapshot snapshot, Container container, Event killing) {
        boolean startup = Events.message(killing).contains("startup");
        Optional<Event> failed = snapshot.eventsOf(container.pod()).stream()
                .filter(e -> Events.is(e, "Unhealthy") && Events.concerns(e, container.name()))
                .filter(e -> Events.message(e).startsWith(startup ? "Startup" : "Liveness"))
                .reduce((a, b) -> b);
        String answer = failed.map(Events::message).orElse("");
        Probe probe =
                startup ? container.spec().getStartupProbe() : container.spec().getLivenessProbe();
        List<String> evidence = new ArrayList<>(List.of(Events.line(killing)));
        failed.ifPresent(e -> evidence.add(Events.line(e) + " (" + Events.count(e) + " times)"));
        boolean early = answer.contains("connection refused")
                && !startup
                && container.spec().getStartupProbe() == null;
        Cause.Draft draft = Cause.of(early ? "SLIP-629" : "SLIP-622", container)
                .permanent(container.ends() >= ENOUGH)
                .summary(container.service() + " is ended by the node again and again: its "
                        + (startup ? "startup" : "liveness") + " probe fails.")
                .evidence(evidence);
        if (probe == null) {
            return draft.why(answer)
                    .fix("kubectl describe pod -n " + PodFacts.namespace(container.pod()) + " " + container.podName());
        }
        Ref changed = snapshot.changed(container.pod());
        if (early) {
            return draft.why("nothing listens yet when the probe has asked for the last time, " + seconds(probe)
                            + " s after the start: " + answer)
                    .fix(Fix.patchProbe(changed, container.name(), "startupProbe", startup(probe)));
        }
        return draft.why(answer.isEmpty() ? Events.message(killing) : answer)
                .fix(
                        startup
                                ? Fix.patchProbe(
                                        changed,
                                        container.name(),
                                        "startupProbe",
                                        Map.of("failureThreshold", Math.max(PATIENT, 2 * threshold(probe))))
                                : new Fix.Advice("mend the path, port or command of livenessProbe of container "
                                        + container.name() + " in " + changed.text()
                                        + ", or what the program answers there"));
    }

    private static int threshold(Probe probe) {
        return probe.getFailureThreshold() == null ? 3 : probe.getFailureThreshold();
    }

    private static int seconds(Probe probe) {
        int delay = probe.getInitialDelaySeconds() == null ? 0 : probe.getInitialDelaySeconds();
        int period = probe.getPeriodSeconds() == null ? 10 : probe.getPeriodSeconds();
        return delay + period * threshold(probe);
    }

    /** A startup probe with the liveness probe's question. The liveness probe begins after it. */
    private static Map<String, Object> startup(Probe liveness) {
        Map<String, Object> fields = new HashMap<>(Map.of("periodSeconds", 5, "failureThreshold", PATIENT));
        if (liveness.getHttpGet() != null) {
            fields.put("httpGet.port", Ports.value(liveness.getHttpGet().getPort()));
            if (liveness.getHttpGet().getPath() != null) {
                fields.put("httpGet.path", liveness.getHttpGet().getPath());
            }
        } else if (liveness.getTcpSocket() != null) {
            fields.put("tcpSocket.port", Ports.value(liveness.getTcpSocket().getPort()));
        }
        return fields;
    }
}
