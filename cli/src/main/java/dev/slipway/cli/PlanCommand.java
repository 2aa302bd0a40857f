package dev.slipway.cli;

import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.prepare.ToolSearch;
import dev.slipway.run.Approver;
import dev.slipway.run.Decision;
import dev.slipway.run.Phase;
import dev.slipway.run.Pipeline;
import dev.slipway.run.RunOptions;
import dev.slipway.wiring.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Says what `up` would do now, phase by phase, and why. Changes nothing.")
final class PlanCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Target target = new Target();

    @Option(names = "-o", defaultValue = "text", description = "output: ${COMPLETION-CANDIDATES}")
    private Console.Output output = Console.Output.TEXT;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunOptions options = new RunOptions(target.cluster(), target.set(), false, false, false, Approver.AUTOMATIC);
        Workspace workspace = target.workspace(console.env());
        if (!Files.exists(workspace.work().resolve("phases"))) {
            // Where nothing was ever done, nothing is written before it is known that there is something to do.
            Sources.read(workspace, target.set());
        }
        Map<Phase, Decision> plan = new Pipeline(workspace, options, ToolSearch.NONE, Progress.SILENT).plan();
        switch (output) {
            case JSON -> {
                Map<String, Object> facts = new LinkedHashMap<>();
                plan.forEach((phase, decision) ->
                        facts.put(phase.label(), Map.of("does", word(decision), "reason", decision.reason())));
                console.out().println(console.json(facts));
            }
            case TEXT ->
                plan.forEach((phase, decision) ->
                        console.out().printf("  %-13s %-6s %s%n", phase.label(), word(decision), decision.reason()));
        }
        return 0;
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Run run -> "run";
            case Decision.Skip skip -> "skip";
            case Decision.Depends depends -> "?";
        };
    }
}
