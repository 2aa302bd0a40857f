package dev.slipway.cli;

import dev.slipway.cluster.Cluster;
import dev.slipway.deploy.Status;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.run.EarlierRuns;
import dev.slipway.run.Phase;
import dev.slipway.wiring.Sources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows how the application stands: last results, workloads, addresses, and causes of trouble.")
final class StatusCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Target target = new Target();

    @Option(names = "-o", defaultValue = "text", description = "output: ${COMPLETION-CANDIDATES}")
    private Console.Output output = Console.Output.TEXT;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Workspace workspace = target.workspace(console.env());
        Map<Phase, EarlierRuns.Result> results = new EarlierRuns(workspace.work()).results();
        OnCluster on = new OnCluster(console, workspace, target, Progress.SILENT);
        Optional<Cluster> cluster = on.running();
        Optional<Status> status = Optional.empty();
        if (cluster.isPresent()) {
            status = Optional.of(
                    on.deployer(cluster.get()).status(Sources.read(workspace, target.set()), cluster.get()));
        }
        switch (output) {
            case JSON -> console.out().println(console.json(facts(results, cluster, status)));
            case TEXT -> text(results, cluster, status);
        }
        return 0;
    }

    private static Map<String, Object> facts(
            Map<Phase, EarlierRuns.Result> results, Optional<Cluster> cluster, Optional<Status> status) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Map<String, Object> phases = new LinkedHashMap<>();
        results.forEach((phase, result) -> phases.put(phase.label(), result));
        facts.put("phases", phases);
        cluster.ifPresent(c -> facts.put("cluster", c));
        status.ifPresent(s -> facts.put("release", s));
        return facts;
    }

    private void text(Map<Phase, EarlierRuns.Result> results, Optional<Cluster> cluster, Optional<Status> status) {
        for (Phase phase : Phase.values()) {
            EarlierRuns.Result result = results.get(phase);
            line(phase.label(), result == null ? "not yet" : result.summary() + "   (" + result.run() + ")");
        }
        line(
                "cluster",
                cluster.map(c -> c.name() + ", " + c.provider() + ", Kubernetes " + c.version())
                        .orElse("does not run"));
        status.ifPresent(this::release);
    }

    private void release(Status status) {
        line("release", status.name() + ", " + status.state() + ", revision " + status.revision());
        status.workloads().forEach(w -> line("", w.line()));
        new TreeMap<>(status.urls()).forEach((service, url) -> line("", service + " at " + url));
        status.causes().forEach(cause -> line("!", cause.id() + " " + cause.summary()));
    }

    private void line(String name, String text) {
        console.out().printf("  %-13s %s%n", name, text);
    }
}
