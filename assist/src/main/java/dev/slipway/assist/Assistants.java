package dev.slipway.assist;

import dev.slipway.process.Command;
import dev.slipway.process.FutureResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Finds the assistants of this machine. A key from the environment is sent to its own endpoint only, encrypted or on
 * this machine, and appears in no output.
 */
public final class Assistants {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, String> env;
    private final Probe probe;

    /** Runs a command to its end. */
    interface Probe {
        Command.Result run(List<String> command) throws InterruptedException;
    }

    public Assistants(Map<String, String> env) {
        this(
                env,
                command -> Command.of(command.toArray(String[]::new))
                        .within(PATIENCE)
                        .run());
    }

    Assistants(Map<String, String> env, Probe probe) {
        this.env = Map.copyOf(env);
        this.probe = probe;
    }

    /** Every known assistant, available or not. It takes as long as the slowest one, at most some seconds. */
    public List<Assistant> list() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Assistant>> endpoints = ModelEndpoint.known(env).stream()
                    .map(endpoint -> threads.submit(() -> endpoint.examine(PATIENCE)))
                    .toList();
            List<Future<Command.Result>> programs = ask(threads);
            List<Assistant> models = new ArrayList<>();
            for (Future<Assistant> endpoint : endpoints) {
                models.add(FutureResults.on(endpoint));
            }
            boolean model = models.stream().anyMatch(m -> m.state() == Assistant.State.READY);
            List<Assistant> all = new ArrayList<>(judge(programs, model));
            all.addAll(models);
            return all;
        }
    }

    /** The assistants that are programs of this machine. Kubectl-ai is not asked whether it has a model. */
    public List<Assistant> programs() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return judge(ask(threads), true);
        }
    }

    private List<Future<Command.Result>> ask(ExecutorService threads) {
        return Stream.of(
                        List.of("docker", "ai", "version"),
                        List.of("kubectl-ai", "version"),
                        List.of("kagent", "version"))
                .map(command -> threads.submit(() -> probe.run(command)))
                .toList();
    }

    private static List<Assistant> judge(List<Future<Command.Result>> programs, boolean model)
            throws InterruptedException {
        return List.of(
                gordon(FutureResults.on(programs.get(0))),
                kubectlAi(FutureResults.on(programs.get(1)), model),
                kagent(FutureResults.on(programs.get(2))));
    }

    private static Assistant gordon(Command.Result result) {
        return tool(
                "gordon",
                "Gordon (docker ai)",
                result,
                result.ok() ? Assistant.State.READY : Assistant.State.MISSING,
                result.ok() ? "answers" : "docker has no command ai here",
                "the rules of each stack write the Dockerfiles",
                "install Docker Desktop and enable Gordon in Settings, Beta features");
    }

    private static Assistant kubectlAi(Command.Result result, boolean modelReady) {
        return tool(
                "kubectl-ai",
                "kubectl-ai",
                result,
                !result.ok()
                        ? Assistant.State.MISSING
                        : modelReady ? Assistant.State.READY : Assistant.State.INCOMPLETE,
                !result.ok() ? "not on the PATH" : modelReady ? "answers" : "answers, but has no model",
                "the rules of each stack write the chart, and built-in rules name the cause of a failed rollout",
                result.ok()
                        ? "set GEMINI_API_KEY or OPENAI_API_KEY, or start Ollama"
                        : "https://github.com/GoogleCloudPlatform/kubectl-ai#installation");
    }

    /** {@code kagent version} also asks its server in the cluster. It prints an unknown version if none answers. */
    private static Assistant kagent(Command.Result result) {
        boolean server = result.ok()
                && result.out().stream()
                        .map(line -> line.toLowerCase(Locale.ROOT))
                        .noneMatch(line -> line.contains("unknown"));
        return tool(
                "kagent",
                "kagent",
                result,
                !result.ok() ? Assistant.State.MISSING : server ? Assistant.State.READY : Assistant.State.INCOMPLETE,
                !result.ok()
                        ? "not on the PATH"
                        : server ? "answers, with its server" : "answers, but its server in the cluster does not",
                "built-in checks measure the cluster's health and use",
                result.ok() ? "kagent install" : "https://kagent.dev/docs/kagent/getting-started/quickstart");
    }

    private static Assistant tool(
            String id,
            String name,
            Command.Result result,
            Assistant.State state,
            String detail,
            String fallback,
            String fix) {
        String version = result.ok()
                ? String.join(" ", result.out()).replaceAll("\\s+", " ").strip()
                : "";
        return new Assistant(
                id,
                name,
                state,
                version.length() > 120 ? version.substring(0, 120) : version,
                detail,
                fallback,
                state == Assistant.State.READY ? "" : fix);
    }
}
