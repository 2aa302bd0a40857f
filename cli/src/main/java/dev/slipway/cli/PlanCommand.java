package dev.slipway.cli;

import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.prepare.ToolSearch;
import dev.slipway.run.Approver;
import dev.slipway.run.Decision;
import dev.slipway.run.Phase;
import dev.slipway.run.Pipeline;
import dev.slipway.run.RunOptions;
import dev.slipway.wiring.Reading;
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
        description =
                "Says what `up` would do now, phase by phase, and why, and how each service is started. Changes nothing.")
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
            // Before the first run, the source is read first, so that a wrong folder leaves no files behind.
            Sources.read(workspace, target.set());
        }
        Map<Phase, Decision> plan = new Pipeline(workspace, options, ToolSearch.NONE, Progress.SILENT).plan();
        Map<String, Reading.Proposal> proposals = new Reading(workspace, target.set()).proposals();
        switch (output) {
            case JSON -> {
                Map<String, Object> facts = new LinkedHashMap<>();
                plan.forEach((phase, decision) ->
                        facts.put(phase.label(), Map.of("does", word(decision), "reason", decision.reason())));
                facts.put("services", proposals);
                console.out().println(console.json(facts));
            }
            case TEXT -> {
                plan.forEach((phase, decision) ->
                        console.out().printf("  %-13s %-6s %s%n", phase.label(), word(decision), decision.reason()));
                proposals.forEach(this::show);
            }
        }
        return 0;
    }

    private void show(String service, Reading.Proposal proposal) {
        console.out().printf("%n  %s%n", service);
        console.out().printf("    starts    %s%n", proposal.start());
        console.out().printf("    shown by  %s%n", proposal.evidence());
        proposal.tried().forEach(lesson -> console.out().printf("    tried     %s%n", lesson));
        proposal.further().forEach(way -> console.out().printf("    else      %s%n", way));
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Run run -> "run";
            case Decision.Skip skip -> "skip";
            case Decision.Depends depends -> "?";
        };
    }
}
