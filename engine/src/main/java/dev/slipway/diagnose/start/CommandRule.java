package dev.slipway.diagnose.start;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The node cannot run a container's command. */
public final class CommandRule implements Rule {
    private static final Set<String> START =
            Set.of("RunContainerError", "CreateContainerError", "StartError", "ContainerCannotRun");
    private static final Pattern COMMAND = Pattern.compile("exec: \"([^\"]+)\"");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.unready(pod)) {
                message(container).map(m -> cause(container, m)).ifPresent(causes::add);
            }
        }
        return causes;
    }

    private static Optional<String> message(Container container) {
        return START.contains(container.waiting())
                ? Optional.of(container.waitingMessage())
                : container
                        .ended()
                        .filter(t -> START.contains(String.valueOf(t.getReason())) && !container.running())
                        .map(t -> t.getMessage() == null ? "" : t.getMessage().strip());
    }

    private static Cause cause(Container container, String message) {
        boolean platform = message.contains("exec format error");
        boolean denied = !platform && message.contains("permission denied");
        boolean missing =
                message.contains("executable file not found") || message.contains("no such file or directory");
        Matcher matcher = COMMAND.matcher(message);
        String command = matcher.find() ? matcher.group(1) : "its command";
        return Cause.of(platform ? "SLIP-472" : denied ? "SLIP-612" : "SLIP-454", container)
                .permanent(platform || missing || denied || container.ends() >= 3)
                .summary(container.service() + " cannot start: its command cannot be run.")
                .why(message)
                .evidence(message)
                .fix(
                        platform
                                ? "build the image of " + container.service() + " for the node's architecture"
                                : denied
                                        ? "chmod +x " + command + " in the image of " + container.service()
                                                + ", or start it by its interpreter"
                                        : missing
                                                ? "mend the command of " + container.service() + ": the image has no "
                                                        + command
                                                        + (PodFacts.ofSlipway(container.pod())
                                                                ? "; then ./slipway up"
                                                                : "")
                                                : "mend the command of " + container.service()
                                                        + (PodFacts.ofSlipway(container.pod())
                                                                ? ", then ./slipway up"
                                                                : ""));
    }
}
