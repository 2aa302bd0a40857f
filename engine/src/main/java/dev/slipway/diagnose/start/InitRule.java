package dev.slipway.diagnose.start;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** An init container does not end: it waits for something that does not come. */
public final class InitRule implements Rule {
    private static final long PATIENCE_SECONDS = 60;

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.unready(pod)) {
                boolean stays = "Always".equals(container.spec().getRestartPolicy());
                if (!container.init() || !container.running() || stays || container.ends() > 0) {
                    continue;
                }
                long seconds =
                        Events.age(container.status().getState().getRunning().getStartedAt(), snapshot.taken());
                if (seconds >= PATIENCE_SECONDS) {
                    List<String> log = snapshot.log(container.podName(), container.name());
                    causes.add(Cause.of("SLIP-616", container)
                            .permanent(false)
                            .summary("What has to run before " + container.service() + " (" + container.name()
                                    + ") does not end; it runs for " + seconds + " s.")
                            .why(
                                    log.isEmpty()
                                            ? "it prints nothing; its command: "
                                                    + container.words().strip()
                                            : "its last line: " + log.getLast().strip())
                            .evidence(log.subList(Math.max(0, log.size() - 8), log.size()))
                            .fix("kubectl logs -n " + PodFacts.namespace(pod) + " " + container.podName() + " -c "
                                    + container.name() + "   (what it waits for has to come first)"));
                }
            }
        }
        return causes;
    }
}
