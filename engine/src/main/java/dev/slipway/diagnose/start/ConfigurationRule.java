package dev.slipway.diagnose.start;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The node cannot resolve what a container is configured with. */
public final class ConfigurationRule implements Rule {
    private static final Pattern MISSING = Pattern.compile("(configmap|secret) \"([^\"]+)\" not found");
    private static final Pattern KEY =
            Pattern.compile("couldn't find key (\\S+) in (ConfigMap|Secret) (?:[\\w.-]+/)?([\\w.-]+)");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.unready(pod)) {
                if (container.waiting().equals("CreateContainerConfigError")) {
                    causes.add(cause(snapshot, container, container.waitingMessage()));
                }
            }
        }
        return causes;
    }

    private static Cause cause(Snapshot snapshot, Container container, String message) {
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            boolean secret = missing.group(1).equals("secret");
            return MissingReference.object(
                    snapshot,
                    Cause.of(secret ? "SLIP-609" : "SLIP-608", container),
                    container.pod(),
                    secret ? "Secret" : "ConfigMap",
                    missing.group(2),
                    List.of(container.waiting() + ": " + message));
        }
        Matcher key = KEY.matcher(message);
        if (key.find()) {
            return key(snapshot, container, key.group(1), key.group(2), key.group(3), message);
        }
        if (message.contains("runAsNonRoot") || message.contains("non-root") || message.contains("non-numeric user")) {
            return user(snapshot, container, message);
        }
        return Cause.of("SLIP-453", container)
                .permanent(message.contains("not found"))
                .summary(container.service() + " cannot start: its container's configuration cannot be resolved.")
                .why(message)
                .evidence(container.waiting() + ": " + message)
                .fix("make what the message names, or mend its name"
                        + (PodFacts.ofSlipway(container.pod())
                                ? " in slipway.yaml or slipway/chart; then ./slipway up"
                                : ""));
    }

    private static Cause key(
            Snapshot snapshot, Container container, String key, String kind, String name, String message) {
        Collection<String> keys = kind.equals("Secret")
                ? snapshot.find(Secret.class, name)
                        .map(s -> keys(s, s.getData()))
                        .orElse(Set.of())
                : snapshot.find(ConfigMap.class, name)
                        .map(c -> keys(c, c.getData()))
                        .orElse(Set.of());
        return Cause.of("SLIP-610", container)
                .root(kind + "/" + name + " " + key)
                .summary(container.service() + " cannot start: the " + kind + " " + name + " has no key " + key + ".")
                .why("the container's environment takes it from there"
                        + (snapshot.read().contains(kind) ? NearestName.phrase(key, keys) : ""))
                .evidence(container.waiting() + ": " + message)
                .fix("kubectl edit " + kind.toLowerCase(Locale.ROOT) + " -n "
                        + PodFacts.namespace(container.pod()) + " " + name + "   (add the key " + key
                        + NearestName.of(key, keys)
                                .map(n -> ", or let " + container.service() + " take " + n)
                                .orElse("")
                        + ")");
    }

    private static Collection<String> keys(HasMetadata object, Map<String, String> data) {
        return data == null ? Set.of() : data.keySet();
    }

    private static Cause user(Snapshot snapshot, Container container, String message) {
        Ref changed = snapshot.changed(container.pod());
        return Cause.of("SLIP-611", container)
                .summary(container.service() + " cannot start: it may not run as root, and its image does.")
                .why(message)
                .evidence(container.waiting() + ": " + message)
                .fix(
                        PodFacts.ofSlipway(container.pod())
                                ? new Fix.Advice(
                                        "give the image of " + container.service() + " a numeric user other than 0")
                                : Fix.setContainer(changed, container.name(), "securityContext/runAsUser", 65532)
                                        .withWords("give the image a numeric user other than 0, or set runAsUser of"
                                                + " container "
                                                + container.name() + " in " + changed.text()
                                                + " to such a one"));
    }
}
