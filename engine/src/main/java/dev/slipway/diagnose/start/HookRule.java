package dev.slipway.diagnose.start;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** A container's postStart hook fails, and the kubelet ends the container. */
public final class HookRule implements Rule {
    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.unready(pod)) {
                snapshot.lastEvent(pod, "FailedPostStartHook")
                        .filter(e -> Events.concerns(e, container.name()))
                        .ifPresent(e -> causes.add(Cause.of("SLIP-617", container)
                                .permanent(Events.count(e) >= 2
                                        || container.waiting().equals("PostStartHookError"))
                                .summary(container.service() + " cannot start: its postStart hook fails.")
                                .why(Events.message(e))
                                .evidence(Events.line(e))
                                .fix("mend lifecycle.postStart of container " + container.name() + " in "
                                        + snapshot.changed(pod).text())));
            }
        }
        return causes;
    }
}
