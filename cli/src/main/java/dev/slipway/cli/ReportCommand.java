package dev.slipway.cli;

import dev.slipway.report.ExecutionPlan;
import dev.slipway.run.EarlierRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Prints the path of the last run's report (with --all, of every run's).")
final class ReportCommand implements Callable<Integer> {
    private static final int NONE = 1;

    private final Console console;

    @Mixin
    private Target target = new Target();

    @Option(names = "--all", description = "the reports of all runs, the newest first")
    private boolean all;

    @Option(
            names = "--plan",
            description = "print the last run's execution plan as Markdown: phases with their times, gates, approvals,"
                    + " lessons learned")
    private boolean plan;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<Path> reports = new EarlierRuns(target.workspace(console.env()).work()).reports();
        if (reports.isEmpty()) {
            console.err().println("No run has left a report here yet. The first one comes with: ./slipway up");
            return NONE;
        }
        if (plan) {
            Optional<String> text =
                    ExecutionPlan.of(Objects.requireNonNull(reports.getFirst().getParent()));
            text.ifPresent(console.out()::print);
            return text.isPresent() ? 0 : NONE;
        }
        reports.stream().limit(all ? Long.MAX_VALUE : 1).forEach(console.out()::println);
        return 0;
    }
}
