package dev.slipway.diagnose.start;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A volume cannot be mounted. */
public final class MountRule implements Rule {
    private static final int PATIENCE = 3;
    private static final Pattern MISSING = Pattern.compile("(configmap|secret) \"([^\"]+)\" not found");
    private static final Pattern KEY = Pattern.compile("references non-existent (?:config|secret) key: ?([^\\s,]*)");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (Pod pod : snapshot.current()) {
            if (!PodFacts.ready(pod) && !PodFacts.over(pod)) {
                snapshot.lastEvent(pod, "FailedMount", "FailedAttachVolume")
                        .map(e -> cause(snapshot, pod, e))
                        .ifPresent(causes::add);
            }
        }
        return causes;
    }

    private static Cause cause(Snapshot snapshot, Pod pod, Event event) {
        String message = Events.message(event);
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            boolean secret = missing.group(1).equals("secret");
            return MissingReference.object(
                    snapshot,
                    Cause.of("SLIP-613", pod).permanent(Events.count(event) >= PATIENCE),
                    pod,
                    secret ? "Secret" : "ConfigMap",
                    missing.group(2),
                    List.of(Events.line(event)));
        }
        Matcher key = KEY.matcher(message);
        if (key.find()) {
            return Cause.of("SLIP-610", pod)
                    .permanent(Events.count(event) >= PATIENCE)
                    .summary(PodFacts.service(pod) + " cannot start: a volume names the key " + key.group(1)
                            + ", which is not there.")
                    .why(message)
                    .evidence(Events.line(event))
                    .fix("add the key " + key.group(1) + ", or mend the volume's items in "
                            + snapshot.changed(pod).text());
        }
        if (message.contains("hostPath type check failed")) {
            return Cause.of("SLIP-614", pod)
                    .permanent(Events.count(event) >= PATIENCE)
                    .summary(PodFacts.service(pod) + " cannot start: the node has no such path as its volume asks for.")
                    .why(message)
                    .evidence(Events.line(event))
                    .fix("make the path on the node, or give the volume the type DirectoryOrCreate, or a claim: "
                            + snapshot.changed(pod).text());
        }
        if (message.contains("Multi-Attach")) {
            return Cause.of("SLIP-685", pod)
                    .summary(PodFacts.service(pod) + " cannot start: another node still holds its volume.")
                    .why(message)
                    .evidence(Events.line(event))
                    .permanent(Events.count(event) >= PATIENCE)
                    .fix("let one pod alone use a ReadWriteOnce volume (strategy Recreate in "
                            + snapshot.changed(pod).text() + "), or delete the pod that holds it");
        }
        return Cause.of("SLIP-471", pod)
                .permanent(Events.count(event) >= PATIENCE && message.contains("not found"))
                .summary("A volume of " + PodFacts.service(pod) + " cannot be mounted.")
                .why(message)
                .evidence(Events.line(event))
                .fix("kubectl describe pod -n " + PodFacts.namespace(pod) + " "
                        + pod.getMetadata().getName());
    }
}
