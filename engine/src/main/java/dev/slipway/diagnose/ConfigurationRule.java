package dev.slipway.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The node cannot make or start a container. */
final class ConfigurationRule implements Rule {
    private static final Set<String> START =
            Set.of("RunContainerError", "CreateContainerError", "StartError", "ContainerCannotRun");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.unready(pod)) {
                if (container.waiting().equals("CreateContainerConfigError")) {
                    causes.add(configuration(container));
                } else {
                    start(container).ifPresent(m -> causes.add(start(container, m)));
                }
            }
        }
        return causes;
    }

    private static Cause configuration(Container container) {
        String message = container.waitingMessage();
        boolean user = message.contains("runAsNonRoot") || message.contains("non-numeric user");
        return new Cause(
                "SLIP-453",
                container.service(),
                PodFacts.object(container.pod()),
                user || message.contains("not found") || message.contains("couldn't find key"),
                container.service() + " cannot start: its container's configuration cannot be resolved.",
                message,
                List.of(container.waiting() + ": " + message),
                user
                        ? "give the image of " + container.service() + " a numeric user other than 0"
                        : "make what the message names, or mend its name in slipway.yaml or slipway/chart; then ./slipway up");
    }

    private static Optional<String> start(Container container) {
        if (START.contains(container.waiting())) {
            return Optional.of(container.waitingMessage());
        }
        return container
                .ended()
                .filter(t -> START.contains(String.valueOf(t.getReason())) && !container.running())
                .map(t -> t.getMessage() == null ? "" : t.getMessage().strip());
    }

    private static Cause start(Container container, String message) {
        boolean architecture = message.contains("exec format error");
        boolean missing = message.contains("executable file not found")
                || message.contains("no such file or directory")
                || message.contains("permission denied");
        return new Cause(
                architecture ? "SLIP-472" : "SLIP-454",
                container.service(),
                PodFacts.object(container.pod()),
                architecture || missing || container.ends() >= 3,
                container.service() + " cannot start: its command cannot be run.",
                message,
                List.of(message),
                architecture
                        ? "build the image of " + container.service() + " for the node's architecture"
                        : "mend the command of " + container.service() + ", then ./slipway up");
    }
}
