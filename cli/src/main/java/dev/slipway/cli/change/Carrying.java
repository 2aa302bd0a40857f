package dev.slipway.cli.change;

import dev.slipway.assist.act.Execution;
import dev.slipway.assist.act.Journal;
import dev.slipway.assist.act.Verification;
import dev.slipway.assist.fix.ReleaseValues;
import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.Dangers;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.PlannedStep;
import dev.slipway.chart.KeptValues;
import dev.slipway.cluster.Cluster;
import dev.slipway.diagnose.RootCause;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Shows a plan, asks for consent, carries it out, and reports what it saw. Every planning command uses it. */
final class Carrying {
    private static final int LINES = 16;
    /** Patience in seconds after changes were taken back, whose effect is not awaited. */
    private static final int BACK = 1;

    /** The options that say what a person allows. */
    static final class Leave {
        @Option(
                names = {"-y", "--yes"},
                description = "make changes without asking, but for those that do harm")
        private boolean yes;

        @Option(names = "--YES", description = "make changes that delete data or open the machine, too, without asking")
        private boolean capital;

        @Option(names = "--read-only", description = "change nothing, whatever is asked")
        private boolean readOnly;

        @Option(
                names = "--plan-only",
                paramLabel = "FILE",
                arity = "0..1",
                fallbackValue = "plan.json",
                defaultValue = "",
                description =
                        "write the plan to a file (plan.json) that slipway apply-plan carries out; change nothing")
        private String planOnly = "";

        @Option(
                names = "--wait",
                paramLabel = "SECONDS",
                defaultValue = "90",
                description = "how long to look for what was asked for (${DEFAULT-VALUE})")
        private int wait = 90;

        /** The same, but that a plan is only written, to {@code plan.json} where no other file is named. */
        Leave suggesting() {
            Leave only = copy();
            only.planOnly = planOnly.isEmpty() ? "plan.json" : planOnly;
            return only;
        }

        /** The same, but that changes which do no harm are made without a question. */
        Leave consenting() {
            Leave free = copy();
            free.yes = true;
            return free;
        }

        private Leave copy() {
            Leave copy = new Leave();
            copy.yes = yes;
            copy.capital = capital;
            copy.readOnly = readOnly;
            copy.planOnly = planOnly;
            copy.wait = wait;
            return copy;
        }
    }

    private final Talk console;
    private final Cluster cluster;
    private final KubernetesClient client;
    private final InstantSource clock;
    private final Leave leave;
    private final List<PlannedStep> written = new ArrayList<>();

    Carrying(Talk console, Cluster cluster, KubernetesClient client, InstantSource clock, Leave leave) {
        this.console = console;
        this.cluster = cluster;
        this.client = client;
        this.clock = clock;
        this.leave = leave;
    }

    /**
     * The outcome of a plan.
     *
     * @param made the changes that were made
     */
    record Result(boolean well, boolean carriedOut, List<ObjectChange> made, List<Verification.Seen> seen) {
        Result {
            made = List.copyOf(made);
            seen = List.copyOf(seen);
        }
    }

    Journal journal() {
        return new Journal(ClusterPlace.workspace(console)
                .home()
                .resolve("undo")
                .resolve(cluster.context().replaceAll("[^\\w.-]", "_")));
    }

    /** @param request the name under which the journal keeps it */
    Result run(String request, ChangePlan planned) throws InterruptedException {
        Execution execution = new Execution(client, clock);
        ChangePlan plan = execution.asItIs(planned);
        Optional<String> refusal = Dangers.refusal(plan.changes());
        if (refusal.isPresent()) {
            console.out().println("Not done: " + refusal.get() + ".");
            return new Result(false, false, List.of(), List.of());
        }
        boolean taken = show(plan);
        if (!leave.planOnly.isEmpty()) {
            write(plan);
            return new Result(true, false, List.of(), List.of());
        }
        if (!taken) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-480",
                    "The cluster does not take the plan as it is; nothing was changed.",
                    "a dry run on the server was refused (the lines with ✗ above)",
                    "ask for something else, or mend what the server names"));
        }
        if (leave.readOnly || !consent(plan.harms(execution.been(plan)))) {
            console.out().println("Nothing was changed.");
            return new Result(false, false, List.of(), List.of());
        }
        List<ObjectChange> made = new ArrayList<>();
        List<Verification.Seen> seen;
        try {
            seen = new Execution(client, clock).carryOut(plan, Duration.ofSeconds(leave.wait), made::add);
        } finally {
            if (!made.isEmpty()) {
                journal().keep(clock.instant(), request, made);
            }
        }
        seen.forEach(this::tell);
        boolean well = seen.stream().allMatch(Verification.Seen::well);
        if (well) {
            keep(made);
        }
        return new Result(well, true, made, seen);
    }

    /** What is good for a release of this folder's application goes into its values: the next run keeps it. */
    private void keep(List<ObjectChange> made) {
        ReleaseValues.Kept kept = ReleaseValues.of(made);
        Optional<Path> source = kept.values().isEmpty() && kept.rest().isEmpty()
                ? Optional.empty()
                : ClusterPlace.source(console, made.getFirst().of().namespace());
        if (source.isEmpty()) {
            return;
        }
        String words = String.join(
                " ", kept.values().stream().map(KeptValues.Value::words).toList());
        try {
            if (!kept.values().isEmpty()) {
                console.out()
                        .println(
                                KeptValues.put(source.get(), kept.values())
                                        ? "  kept  " + words
                                                + " in slipway/values.yaml: the next ./slipway up leaves it so"
                                        : "  note  put " + words
                                                + " into slipway/values.yaml, or the next ./slipway up takes it back");
            }
        } catch (IOException e) {
            console.out().println("  note  " + words + " could not be kept in slipway/values.yaml: " + e.getMessage());
        }
        kept.rest()
                .forEach(r -> console.out()
                        .println("  note  the next ./slipway up makes " + r
                                + " as it was: it has no value in the chart"));
    }

    /** Takes back changes that did not reach their goal. */
    void back(Result result) throws InterruptedException {
        Execution execution = new Execution(client, clock);
        List<ObjectChange> back = execution.back(result.made());
        console.out().println("It did not become well; what was changed is taken back.");
        if (!back.isEmpty()) {
            execution.carryOut(
                    new ChangePlan(List.of(new PlannedStep("back", back, List.of()))),
                    Duration.ofSeconds(BACK),
                    c -> console.out().println("  • " + c.words()));
        }
        List<Journal.Entry> entries = journal().entries();
        if (!entries.isEmpty()) {
            journal().forget(entries.getFirst().id());
        }
    }

    /** Shows the plan. Returns whether the server accepts all of it. */
    private boolean show(ChangePlan plan) {
        boolean taken = true;
        List<Execution.Previewed> all = new Execution(client, clock).preview(plan);
        int next = 0;
        for (PlannedStep step : plan.steps()) {
            console.out().println(console.marked(Talk.Mark.STRONG, "Plan") + "  " + step.request());
            for (ObjectChange change : step.changes()) {
                Execution.Previewed previewed = all.get(next++);
                console.out()
                        .println("  • " + change.words()
                                + (change.of().namespace().isEmpty()
                                                || change.words().contains("-n ")
                                        ? ""
                                        : "   (-n " + change.of().namespace() + ")"));
                previewed.differences().stream()
                        .limit(LINES)
                        .forEach(d -> console.out().println("      " + d));
                if (previewed.differences().size() > LINES) {
                    console.out()
                            .println("      and " + (previewed.differences().size() - LINES) + " more");
                }
                if (!previewed.refusal().isEmpty()) {
                    taken = false;
                    console.out()
                            .println("    " + console.marked(Talk.Mark.BAD, "✗") + " the server refuses it: "
                                    + previewed.refusal());
                }
            }
            step.notes().stream().distinct().forEach(n -> console.out().println("    note  " + n));
        }
        return taken;
    }

    private void write(ChangePlan plan) {
        Path file = Path.of(leave.planOnly);
        // One text may come to several plans: the file holds all of them.
        written.addAll(plan.steps());
        try {
            Files.writeString(file, new ChangePlan(written).written());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.out()
                .println("The plan is in " + file + "; nothing was changed. Carry it out with: ./slipway apply-plan "
                        + file);
    }

    private boolean consent(List<String> harms) throws InterruptedException {
        if (harms.isEmpty()) {
            if (leave.yes || leave.capital) {
                return true;
            }
            console.err().print("Make these changes on " + cluster.context() + "? [y/N] ");
            console.err().flush();
            return console.answer().strip().matches("(?i)y|yes");
        }
        console.out().println(console.marked(Talk.Mark.BAD, "This does harm:") + " " + String.join("; ", harms) + ".");
        if (leave.capital) {
            return true;
        }
        console.err().print("Type YES in capital letters to do it all the same: ");
        console.err().flush();
        return console.answer().strip().equals("YES");
    }

    private void tell(Verification.Seen seen) {
        console.out()
                .println((seen.well() ? console.marked(Talk.Mark.GOOD, "✓") : console.marked(Talk.Mark.BAD, "✗")) + " "
                        + seen.of().words() + " " + seen.told());
        for (RootCause cause : seen.causes()) {
            console.out()
                    .println("    " + cause.cause().id() + " " + cause.cause().summary());
            console.out().println("    why  " + cause.cause().why());
            console.out().println("    fix  " + cause.cause().fix().words());
        }
    }
}
