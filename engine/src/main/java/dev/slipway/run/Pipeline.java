package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.ClusterUse;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.inventory.SourceDigest;
import dev.slipway.prepare.ToolSearch;
import dev.slipway.trial.Trial;
import dev.slipway.validate.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes an application through the phases. It runs those whose inputs have changed, and no phase behind a closed gate.
 */
public final class Pipeline {
    private final Workspace workspace;
    private final RunOptions options;
    private final Progress progress;
    private final Clock clock;
    private final WorkMaker work;
    private final Trial trial;
    private final SecondOpinions opinions;

    /** Makes the work of the phases, which reports to this progress. */
    interface WorkMaker {
        EarlyWork with(Progress progress, Trial trial);
    }

    /**
     * @param workspace of the application itself, after {@link dev.slipway.wiring.Sources#root}
     * @param assistants looks for assistants on this machine
     */
    public Pipeline(Workspace workspace, RunOptions options, ToolSearch assistants, Progress progress) {
        this(workspace, options, assistants, SecondOpinions.NONE, progress);
    }

    /** @param opinions asked about the gates while the run goes on */
    public Pipeline(
            Workspace workspace,
            RunOptions options,
            ToolSearch assistants,
            SecondOpinions opinions,
            Progress progress) {
        this(
                workspace,
                options,
                progress,
                Clock.systemUTC(),
                (told, trial) -> new Phases(workspace, options, assistants, trial, told),
                opinions);
    }

    Pipeline(
            Workspace workspace,
            RunOptions options,
            Progress progress,
            Clock clock,
            WorkMaker work,
            SecondOpinions opinions) {
        this.opinions = opinions;
        this.workspace = workspace;
        this.options = options;
        this.progress = progress;
        this.clock = clock;
        this.work = work;
        this.trial = Trial.of(workspace);
    }

    /**
     * The phases: what each depends on, what may be gone of its earlier result, what it does, and how its result reads
     * in one line.
     */
    private List<PhaseStep<?>> table(Work work, PhaseInputs inputs, Ledger ledger) {
        return List.of(
                new PhaseStep<>(
                        Phase.PREPARE,
                        Application.class,
                        inputs::prepare,
                        (soFar, application) -> "",
                        soFar -> work.prepare(),
                        Summaries::prepare),
                new PhaseStep<>(
                        Phase.CONTAINERIZE,
                        Images.class,
                        inputs::containerize,
                        (soFar, images) -> work.has(images) ? "" : "images are gone from the cache",
                        soFar -> work.containerize(soFar.application()),
                        Summaries::containerize),
                new PhaseStep<>(
                        Phase.PACKAGE,
                        Chart.class,
                        inputs::pack,
                        (soFar, chart) -> work.has(chart) ? "" : "the chart's archive is gone",
                        soFar -> work.pack(soFar.application(), soFar.images()),
                        Summaries::pack),
                new PhaseStep<>(
                        Phase.DEPLOY,
                        Release.class,
                        inputs::deploy,
                        (soFar, release) -> work.stands(soFar.application(), release, soFar.cluster())
                                ? ""
                                : "not all of it is on the cluster as it was installed",
                        soFar -> work.deploy(soFar.application(), soFar.images(), soFar.chart(), soFar.cluster()),
                        Summaries::deploy),
                new PhaseStep<>(
                        Phase.VALIDATE,
                        Verdict.class,
                        inputs::validate,
                        (soFar, verdict) ->
                                verdict.brief() && options.wantsWhole() ? "the last validation was a short one" : "",
                        soFar -> work.validate(
                                soFar.application(),
                                soFar.images(),
                                soFar.cluster(),
                                soFar.release(),
                                ledger.runFolder(),
                                inputs.extent(soFar, ledger)),
                        Summaries::validate));
    }

    /**
     * Runs all phases up to this one.
     *
     * @throws SlipwayFailure if another run holds the application; a phase's own failure is in the outcome
     */
    public RunOutcome run(Phase last) throws IOException, InterruptedException {
        try (Ledger ledger = open();
                ClusterUse use = ClusterUse.of(workspace)) {
            Recorder recorder = new Recorder(progress, ledger, clock);
            SourceDigest.Snapshot source = look();
            Instant began = clock.instant();
            GateKeeper gates = new GateKeeper(options.approver(), ledger, recorder);
            PhaseRunner runner = new PhaseRunner(
                    new EarlierResults(ledger, source, options.again()),
                    gates,
                    ledger,
                    recorder,
                    clock,
                    source,
                    opinions);
            boolean first = ledger.last(Phase.DEPLOY, Release.class).isEmpty();
            Optional<Failure> failure = Optional.empty();
            try (LookAhead ahead = new LookAhead(work.with(recorder, trial), last, first, recorder)) {
                runWithTrials(
                        recorder,
                        () -> runner.run(
                                table(ahead, new PhaseInputs(workspace, options, source, trial), ledger), last, ahead));
            } catch (SlipwayFailure e) {
                if (Thread.interrupted()) { // The work was told to stop, so any error comes from that.
                    throw interrupted(ledger, e);
                }
                failure = Optional.of(e.failure());
                runner.failed(e.failure());
            } catch (InterruptedException e) {
                throw interrupted(ledger, e);
            }
            return new Conclusion(workspace, ledger, source, runner.soFar(), recorder, began, opinions.collected())
                    .of(failure, clock.instant());
        }
    }

    /**
     * Runs the phases. After a failed try it runs them again with what the try has shown, until they pass or show
     * nothing new.
     */
    private void runWithTrials(Recorder recorder, Run phases) throws IOException, InterruptedException {
        while (true) {
            try {
                phases.run();
                return;
            } catch (SlipwayFailure e) {
                String change = Thread.currentThread().isInterrupted()
                        ? ""
                        : trial.next().orElse("");
                if (change.isEmpty()) {
                    throw new SlipwayFailure(trial.withTries(e.failure()), e);
                }
                recorder.on(new Progress.Event.Noted(
                        Phase.CONTAINERIZE.label(), "C3", "it does not serve yet; tried now: " + change));
            }
        }
    }

    @FunctionalInterface
    private interface Run {
        void run() throws IOException, InterruptedException;
    }

    private static InterruptedException interrupted(Ledger ledger, Exception cause) throws IOException {
        if (ledger.started()) {
            ledger.append("interrupted", Map.of());
        }
        return cause instanceof InterruptedException e
                ? e
                : (InterruptedException) new InterruptedException().initCause(cause);
    }

    /** What a run would do now, phase by phase. It changes nothing. */
    public Map<Phase, Decision> plan() throws IOException, InterruptedException {
        try (Ledger ledger = open()) {
            Recorder recorder = new Recorder(Progress.SILENT, ledger, clock);
            SourceDigest.Snapshot source = look();
            Work looking = work.with(recorder, trial);
            return new Preview(
                            table(looking, new PhaseInputs(workspace, options, source, trial), ledger),
                            new EarlierResults(ledger, source, options.again()),
                            looking)
                    .decisions();
        }
    }

    private Ledger open() throws IOException {
        return Ledger.open(workspace, new GivenValues(options.set()), clock);
    }

    private SourceDigest.Snapshot look() throws IOException {
        return new SourceDigest(workspace.source(), workspace.work().resolve("source.index")).look();
    }
}
