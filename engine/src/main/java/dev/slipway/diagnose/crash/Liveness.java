package dev.slipway.diagnose.crash;

import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Event;
import java.util.Optional;

/** Whether the node itself ended a container because a probe failed. */
final class Liveness {
    private Liveness() {}

    /** The event that shows it, if a failed probe caused the last end. */
    static Optional<Event> killing(Snapshot snapshot, Container container) {
        return snapshot.eventsOf(container.pod()).stream()
                .filter(e -> Events.is(e, "Killing") && Events.concerns(e, container.name()))
                .filter(e -> Events.message(e).contains("failed liveness probe")
                        || Events.message(e).contains("failed startup probe"))
                .filter(e -> container
                        .ended()
                        .map(t -> t.getFinishedAt() == null
                                // The node reports first. Then it ends the container, within the pod's grace period.
                                || !Events.last(e)
                                        .isBefore(Events.instant(t.getFinishedAt())
                                                .minusSeconds(60)))
                        .orElse(true))
                .reduce((a, b) -> b);
    }
}
