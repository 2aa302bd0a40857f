package dev.slipway.cli;

import dev.slipway.assist.second.Opinions;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Workspace;
import dev.slipway.run.Approver;
import dev.slipway.run.Phase;
import dev.slipway.run.Pipeline;
import dev.slipway.run.RunOptions;
import dev.slipway.run.RunOutcome;
import dev.slipway.run.SecondOpinions;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the phases up to one of them. */
@Command(mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final Console console;
    private final Phase last;
    private final boolean whole;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Target.Adoption adoption = new Target.Adoption();

    @Option(names = "--again", description = "run every phase, also where nothing has changed")
    private boolean again;

    @Option(names = "--review", description = "show what each gate has and wait for approval")
    private boolean review;

    @Option(
            names = "--assist",
            description =
                    "ask Gordon, kubectl-ai and kagent, where they are, about what a gate notes; changes nothing by"
                            + " itself")
    private boolean assist;

    @Option(names = "-o", defaultValue = "text", description = "output: ${COMPLETION-CANDIDATES}")
    private Console.Output output = Console.Output.TEXT;

    /** @param whole whether the validation tries everything, however little has changed */
    RunCommand(Console console, Phase last, boolean whole) {
        this.console = console;
        this.last = last;
        this.whole = whole;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workspace workspace = target.workspace(console.env());
        Approver approver = review ? this::ask : Approver.AUTOMATIC;
        RunOptions options = new RunOptions(target.cluster(), target.set(), adoption.asked(), again, whole, approver);
        RunOutcome outcome;
        try (Console.Display display = console.display(review)) {
            outcome = new Pipeline(
                            workspace,
                            options,
                            console.assistants()::programs,
                            assist ? new Opinions(workspace, display.progress()) : SecondOpinions.NONE,
                            display.progress())
                    .run(last);
        }
        new Ending(console, workspace, target).tell(outcome, last, output);
        return outcome.exitCode();
    }

    private Approver.Decision ask(Gate gate) throws InterruptedException {
        gate.checks().forEach(check -> console.err().println("  " + Console.line(check)));
        console.err().print("Gate " + gate.id() + " is open. Go on? [y/N] ");
        console.err().flush();
        String answer = console.answer();
        String who = console.env().getOrDefault("USER", System.getProperty("user.name", "unknown"));
        return new Approver.Decision(answer.strip().toLowerCase(Locale.ROOT).startsWith("y"), who);
    }
}
