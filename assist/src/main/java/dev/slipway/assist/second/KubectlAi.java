package dev.slipway.assist.second;

import dev.slipway.cluster.Cluster;
import dev.slipway.gate.Opinion;
import dev.slipway.process.Command;
import dev.slipway.process.SearchPath;
import dev.slipway.run.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * kubectl-ai: one question with {@code --quiet}, its model from its own configuration. It has no mode that only reads, so its
 * kubeconfig is one that can only read; before there is a cluster, one that leads nowhere. What it would change it only says.
 */
final class KubectlAi implements Colleague {
    private static final int LATE = 124;

    private final Map<String, String> env;

    KubectlAi(Map<String, String> env) {
        this.env = env;
    }

    @Override
    public String name() {
        return "kubectl-ai";
    }

    @Override
    public String served() {
        return "the rules of each stack wrote the chart, and diagnose names causes";
    }

    @Override
    public boolean isAskedAfter(Phase phase) {
        return phase == Phase.PACKAGE || phase == Phase.DEPLOY;
    }

    @Override
    public Opinion asked(Question question) throws InterruptedException {
        String prompt = "A release of " + question.namespace() + " was looked at by Slipway's checks, which noted:\n"
                + question.listed()
                + "\nSay in at most ten lines what you would change in the manifests, and why. Change nothing yourself.";
        Optional<Path> program = SearchPath.of(env).find("kubectl-ai");
        if (program.isEmpty()) {
            return new Opinion(
                    name(),
                    question.phase().label(),
                    "",
                    "",
                    Opinion.Outcome.NOT_ASKED,
                    "it is not on the PATH",
                    served());
        }
        Path folder;
        try {
            folder = Files.createTempDirectory("slipway-kubectl-ai");
        } catch (IOException e) {
            return failed(question, "", "there is no room for its kubeconfig: " + e.getMessage());
        }
        Path kubeconfig = folder.resolve("config");
        Cluster cluster =
                question.phase() == Phase.DEPLOY ? question.soFar().cluster().orElse(null) : null;
        try (ReadingAccess access = ReadingAccess.of(cluster, question.namespace(), kubeconfig)) {
            Command.Result result = Command.of(
                            program.get().toString(),
                            "--quiet",
                            "--max-iterations",
                            "6",
                            "--kubeconfig",
                            kubeconfig.toString(),
                            prompt)
                    .in(folder)
                    .with(Map.of("KUBECONFIG", kubeconfig.toString(), "PATH", env.getOrDefault("PATH", "")))
                    .within(left(question))
                    .run();
            return judged(question, result, access.told());
        } catch (IOException e) {
            return failed(question, "", "it got no access that only reads: " + e.getMessage());
        } finally {
            Copies.delete(folder);
        }
    }

    private static Duration left(Question question) {
        Duration left = Duration.between(Instant.now(), question.until());
        return left.isNegative() ? Duration.ofMillis(1) : left;
    }

    private Opinion judged(Question question, Command.Result result, String access) {
        String asked = "what it would change for: " + String.join("; ", question.notes());
        String answer = Words.plain(result.text());
        if (result.exit() == LATE) {
            return failed(question, asked, "no answer in its time");
        }
        if (!result.ok() || answer.isBlank()) {
            String why = Words.plain(String.join(" ", result.tail(3)));
            return failed(question, asked, why.isEmpty() ? "it answered nothing" : why);
        }
        return new Opinion(
                name(),
                question.phase().label(),
                asked,
                answer,
                Opinion.Outcome.NOTED,
                "advice in words, which changes nothing by itself (" + access + ")",
                served());
    }
}
