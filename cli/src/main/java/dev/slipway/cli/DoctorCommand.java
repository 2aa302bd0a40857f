package dev.slipway.cli;

import dev.slipway.gate.Check;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.prepare.Preparation;
import dev.slipway.wiring.Reading;
import java.util.ArrayList;
import java.util.List;
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
                new Reading(workspace, target.set()),
                console.assistants()::all);
        Gate gate = examine(preparation);
        switch (output) {
            case JSON -> console.out().println(console.json(gate));
            case TEXT -> gate.checks().forEach(check -> console.out().println("  " + Console.line(check)));
        }
        return gate.open() ? 0 : GATE_CLOSED;
    }

    /** Checks the machine. This also works without an application. */
    private Gate examine(Preparation preparation) throws InterruptedException {
        try {
            return preparation.examine().gate();
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
}
