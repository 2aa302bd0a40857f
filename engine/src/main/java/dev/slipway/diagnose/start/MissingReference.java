package dev.slipway.diagnose.start;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;

/** Describes a ConfigMap or Secret that a pod names and that does not exist. */
final class MissingReference {
    private MissingReference() {}

    static Cause object(
            Snapshot snapshot, Cause.Draft draft, Pod pod, String kind, String name, List<String> evidence) {
        List<String> names = kind.equals("Secret") ? snapshot.names(Secret.class) : snapshot.names(ConfigMap.class);
        String near =
                NearestName.of(name, names).map(n -> ", or mend the name: " + n).orElse("");
        return draft.root(kind + "/" + name)
                .summary(PodFacts.service(pod) + " cannot start: there is no " + kind + " " + name + ".")
                .why(
                        snapshot.read().contains(kind)
                                ? "its pods take values from it" + NearestName.phrase(name, names)
                                : evidence.getFirst())
                .evidence(evidence)
                .fix(
                        PodFacts.ofSlipway(pod)
                                ? "make " + kind + " " + name
                                        + ", or mend its name in slipway.yaml or slipway/chart; then ./slipway up"
                                : "kubectl create " + (kind.equals("Secret") ? "secret generic " : "configmap ") + name
                                        + " -n " + PodFacts.namespace(pod)
                                        + " --from-literal=KEY=VALUE   (with the keys that the pods name"
                                        + near + ")");
    }
}
