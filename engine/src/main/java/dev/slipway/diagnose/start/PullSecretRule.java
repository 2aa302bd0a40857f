package dev.slipway.diagnose.start;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pod names a pull secret that does not exist. Images that need no secret are pulled all the same. */
public final class PullSecretRule implements Rule {
    private static final Pattern NAMES = Pattern.compile("secrets?.*?\\(([\\w.-]+)");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            snapshot.lastEvent(pod, "FailedToRetrieveImagePullSecret")
                    .filter(e -> !PodFacts.ready(pod) && !PodFacts.over(pod))
                    .ifPresent(e -> {
                        Matcher matcher = NAMES.matcher(Events.message(e));
                        String name = matcher.find() ? matcher.group(1) : "";
                        causes.add(Cause.of("SLIP-618", pod)
                                .root("Secret/" + name)
                                .weight(Cause.Weight.RISKS)
                                .summary("The pull secret " + name + " that " + PodFacts.service(pod)
                                        + " names does not exist.")
                                .why(Events.message(e) + NearestName.phrase(name, snapshot.names(Secret.class)))
                                .evidence(Events.line(e))
                                .fix("kubectl create secret docker-registry " + name + " -n " + PodFacts.namespace(pod)
                                        + " --docker-server=HOST --docker-username=NAME --docker-password=..."));
                    });
        }
        return causes;
    }
}
