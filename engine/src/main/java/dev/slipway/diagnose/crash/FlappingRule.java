package dev.slipway.diagnose.crash;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** A container is ready, but ended several times not long ago. */
public final class FlappingRule implements Rule {
    private static final int ENOUGH = 3;
    private static final long RECENT_SECONDS = 900;

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.of(pod)) {
                boolean flaps = PodFacts.ready(pod)
                        && !container.init()
                        && container.ends() >= ENOUGH
                        && Liveness.killing(snapshot, container).isEmpty()
                        && container
                                .ended()
                                .map(t -> t.getFinishedAt() != null
                                        && Events.age(t.getFinishedAt(), snapshot.taken()) < RECENT_SECONDS)
                                .orElse(false);
                if (flaps) {
                    List<String> log = snapshot.log(container.podName(), container.name());
                    String how =
                            container.outOfMemory() ? "killed for its use of memory" : "with code " + container.exit();
                    causes.add(Cause.of("SLIP-628", container)
                            .weight(Cause.Weight.DEGRADES)
                            .permanent(false)
                            .summary(container.service() + " runs, but ended " + container.ends() + " times, last "
                                    + how + ".")
                            .why(LogReading.of(log)
                                    .map(r -> r.why() + "; log: " + r.line())
                                    .orElse(
                                            log.isEmpty()
                                                    ? "it printed nothing"
                                                    : "its last line: "
                                                            + log.getLast().strip()))
                            .evidence(log.subList(Math.max(0, log.size() - 8), log.size()))
                            .fix(
                                    container.outOfMemory()
                                                    && !container.memoryLimit().isEmpty()
                                            ? OutOfMemory.more(snapshot, container)
                                            : new Fix.Advice("kubectl logs -n " + PodFacts.namespace(pod) + " "
                                                    + container.podName() + " -c " + container.name()
                                                    + " --previous")));
                }
            }
        }
        return causes;
    }
}
