package dev.slipway.cluster.tool;

import dev.slipway.cluster.Runner;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.process.Command;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts a cluster by a provider's own command. */
record ToolStart(String provider, Runner runner, Progress progress) {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** minikube: {@code Exiting due to GUEST_START: ...}; kind: {@code ERROR: failed to ...}; k3d: {@code FATA[0001] ...}. */
    private static final Pattern REASON =
            Pattern.compile("Exiting due to ([A-Z_]+: .*)|ERROR: (.*)|FATA\\[\\d+\\] (.*)");

    void run(List<String> words, Consumer<String> onLine) throws InterruptedException {
        progress.started("cluster", "start", String.join(" ", words));
        Command.Result result = runner.run(
                Command.of(words.toArray(String[]::new)).within(LIMIT).tellingLines(onLine));
        if (!result.ok()) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-418",
                    provider + " could not start a cluster.",
                    reason(result),
                    result.tail(8),
                    "mend that (its documentation explains the reason), or use the embedded node:"
                            + " ./slipway up --provider embedded",
                    "nothing was deployed"));
        }
    }

    private static String reason(Command.Result result) {
        if (result.exit() == 124) {
            return "it was not done after " + LIMIT.toMinutes() + " minutes";
        }
        for (List<String> lines : List.of(result.err(), result.out())) {
            for (String line : lines) {
                Matcher m = REASON.matcher(line);
                if (m.find()) {
                    return m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3);
                }
            }
        }
        return "it ended with exit code " + result.exit();
    }
}
