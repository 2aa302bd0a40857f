package dev.slipway.assist.second;

import dev.slipway.cluster.Cluster;
import dev.slipway.gate.Opinion;
import dev.slipway.process.Command;
import dev.slipway.process.SearchPath;
import dev.slipway.run.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        String prompt = question.words(
                "Look at the release of " + question.namespace() + ".",
                "what you would change in the manifests, and why.");
        Optional<Path> program = SearchPath.of(env).find("kubectl-ai");
        if (program.isEmpty()) {
            return absent(question, "it is not on the PATH");
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
                    .within(question.left())
                    .run();
            return judged(question, result, access.told());
        } catch (IOException e) {
            return failed(question, "", "it got no access that only reads: " + e.getMessage());
        } finally {
            Copies.delete(folder);
        }
    }

    private Opinion judged(Question question, Command.Result result, String access) {
        String asked = question.told("what it would change for");
        String answer = Words.plain(result.text());
        if (result.exit() == LATE) {
            return failed(question, asked, "no answer in its time");
        }
        if (!result.ok() || answer.isBlank()) {
            String why = Words.plain(String.join(" ", result.tail(3)));
            return failed(question, asked, why.isEmpty() ? "it answered nothing" : why);
        }
        return judged(
                question,
                asked,
                answer,
                Opinion.Outcome.NOTED,
                "advice in words, which changes nothing by itself (" + access + ")");
    }
}
