package dev.slipway.cli;

import dev.slipway.application.Application;
import dev.slipway.cluster.Cluster;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.prepare.Preparation;
import dev.slipway.wiring.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at this machine, its tools and the source, and says what serves where one is missing.")
final class DoctorCommand implements Callable<Integer> {
    private static final int GATE_CLOSED = 10;
    private static final String FIT = "G1.cluster";

    private final Console console;

    @Mixin
    private Target target = new Target();

    @Option(names = "-o", defaultValue = "text", description = "output: ${COMPLETION-CANDIDATES}")
    private Console.Output output = Console.Output.TEXT;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Workspace workspace = target.workspace(console.env());
        Preparation preparation = new Preparation(
                workspace,
                console.clusters(workspace, Progress.SILENT),
                target.cluster(),
                new Reading(workspace, target.set()),
                console.assistants()::all);
        Gate gate = examine(preparation, workspace);
        switch (output) {
            case JSON -> console.out().println(console.json(gate));
            case TEXT -> gate.checks().forEach(check -> console.out().println("  " + Console.line(check)));
        }
        return gate.open() ? 0 : GATE_CLOSED;
    }

    /** Checks the machine. This also works without an application. */
    private Gate examine(Preparation preparation, Workspace workspace) throws InterruptedException {
        try {
            Gated<Application> prepared = preparation.examine();
            List<Check> checks = new ArrayList<>(prepared.gate().checks());
            checks.addAll(foreign(prepared.value(), workspace));
            return new Gate("G1", checks);
        } catch (SlipwayFailure e) {
            List<Check> checks = new ArrayList<>(preparation.machine().checks());
            checks.add(Check.noData(
                    "G1.source",
                    List.of("G1", "P3"),
                    "Application",
                    e.failure().why(),
                    e.failure().fix()));
            return new Gate("G1", checks);
        }
    }

    /** What a cluster of somebody else's making lacks for this application; empty for clusters of this machine's tools. */
    private List<Check> foreign(Application application, Workspace workspace) throws InterruptedException {
        if (target.cluster().context().isBlank()) {
            return List.of();
        }
        List<Check> checks = new ArrayList<>();
        Progress notes = event -> {
            if (event instanceof Progress.Event.Noted noted) {
                checks.add(Check.note(
                        FIT, List.of("G1", "D1"), "Cluster", noted.detail(), "install it there if you need it"));
            }
        };
        OnCluster there = new OnCluster(console, workspace, target, notes);
        Optional<Cluster> cluster = there.running();
        if (cluster.isEmpty()) {
            return List.of();
        }
        try {
            there.deployer(cluster.get()).examine(application, cluster.get());
            checks.addFirst(
                    Check.pass(FIT, List.of("G1", "D1"), "Cluster", "it has what " + application.name() + " needs"));
        } catch (SlipwayFailure e) {
            Failure failure = e.failure();
            checks.addFirst(Check.fail(
                    FIT,
                    List.of("G1", "D1"),
                    "Cluster",
                    failure.id() + " " + failure.summary() + " " + failure.why(),
                    failure.fix()));
        }
        return checks;
    }
}
