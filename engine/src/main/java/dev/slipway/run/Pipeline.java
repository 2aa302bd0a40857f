package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Waiting;
import dev.slipway.validate.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** Takes an application through the phases: runs those whose inputs have changed, and no phase behind a closed gate. */
public final class Pipeline {
    private final Workspace workspace;
    private final RunOptions options;
    private final Progress progress;
    private final Clock clock;
    private final WorkMaker work;

    /** Makes the phases' work with the progress that they are to tell. */
    interface WorkMaker {
        Work with(Progress progress);
    }

    /** @param workspace of the application itself: {@link dev.slipway.wiring.Sources#root} has been followed */
    public Pipeline(Workspace workspace, RunOptions options, Progress progress) {
        this(workspace, options, progress, Clock.systemUTC(), told -> new Phases(workspace, options, told));
    }

    Pipeline(Workspace workspace, RunOptions options, Progress progress, Clock clock, WorkMaker work) {
        this.workspace = workspace;
        this.options = options;
        this.progress = progress;
        this.clock = clock;
        this.work = work;
    }

    /**
     * Runs up to and with a phase.
     *
     * @throws SlipwayFailure where another run holds the application; a phase's own failure is in the outcome
     */
    public Outcome run(Phase last) throws IOException, InterruptedException {
        try (Ledger ledger = Ledger.open(workspace, new GivenValues(options.set()), clock)) {
            Recorder recorder = new Recorder(progress, ledger, clock);
            SourceDigest.Seen source = look();
            RunState state = new RunState(workspace, options, ledger, recorder, clock, source);
            Optional<Failure> failure = Optional.empty();
            try {
                walk(state, work.with(recorder), last);
            } catch (SlipwayFailure e) {
                if (Thread.interrupted()) { // Whatever broke, it broke because the work was told to stop.
                    throw interrupted(ledger, e);
                }
                failure = Optional.of(e.failure());
                state.failed(e.failure());
            } catch (InterruptedException e) {
                throw interrupted(ledger, e);
            }
            return state.outcome(failure);
        }
    }

    private static InterruptedException interrupted(Ledger ledger, Exception cause) throws IOException {
        if (ledger.started()) {
            ledger.told("interrupted", Map.of());
        }
        return cause instanceof InterruptedException e
                ? e
                : (InterruptedException) new InterruptedException().initCause(cause);
    }

    /** What a run would do now, phase by phase. Changes nothing. */
    public Map<Phase, Decision> plan() throws IOException, InterruptedException {
        try (Ledger ledger = Ledger.open(workspace, new GivenValues(options.set()), clock)) {
            Recorder recorder = new Recorder(Progress.SILENT, ledger, clock);
            RunState state = new RunState(workspace, options, ledger, recorder, clock, look());
            return new Preview(state, work.with(recorder)).decisions();
        }
    }

    private SourceDigest.Seen look() throws IOException {
        return new SourceDigest(workspace.source(), workspace.work().resolve("source.index")).look();
    }

    private void walk(RunState state, Work work, Phase last) throws IOException, InterruptedException {
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            Application application = state.step(
                    Phase.PREPARE,
                    Application.class,
                    Inputs.prepare(state),
                    a -> "",
                    Summaries::prepare,
                    work::prepare);
            if (last == Phase.PREPARE) {
                return;
            }
            // What the cluster needs takes longest of all on a new machine: it is made beside the images.
            Optional<Cluster> running = last.ordinal() >= Phase.DEPLOY.ordinal() ? work.running() : Optional.empty();
            boolean start = last.ordinal() >= Phase.DEPLOY.ordinal() && running.isEmpty();
            Future<Cluster> starting = start ? aside.submit(() -> cluster(state, work)) : null;
            AtomicReference<Future<?>> ahead = new AtomicReference<>(CompletableFuture.completedFuture(""));
            try {
                Images images = state.step(
                        Phase.CONTAINERIZE,
                        Images.class,
                        Inputs.containerize(state, application),
                        i -> Inputs.missing(work, i),
                        Summaries::containerize,
                        () -> {
                            running.ifPresent(cluster -> aside.submit(() -> {
                                work.rehearse(application, cluster);
                                return "";
                            }));
                            return work.containerize(
                                    application,
                                    expected -> ahead.set(aside.submit(() -> {
                                        if (last != Phase.CONTAINERIZE) {
                                            work.ahead(application, expected, running);
                                        }
                                        return "";
                                    })));
                        });
                if (last == Phase.CONTAINERIZE) {
                    return;
                }
                ended(ahead.get());
                Chart chart = state.step(
                        Phase.PACKAGE,
                        Chart.class,
                        Inputs.pack(state, application, images),
                        c -> Inputs.missing(work, c),
                        Summaries::pack,
                        () -> work.pack(application, images));
                if (last == Phase.PACKAGE) {
                    return;
                }
                Cluster cluster = starting == null ? running.orElseThrow() : Waiting.on(starting);
                state.cluster(cluster);
                Release release = state.step(
                        Phase.DEPLOY,
                        Release.class,
                        Inputs.deploy(state, chart, images, cluster),
                        r -> Inputs.missing(work, application, r, cluster),
                        Summaries::deploy,
                        () -> work.deploy(application, images, chart, cluster));
                if (last == Phase.DEPLOY) {
                    return;
                }
                state.step(
                        Phase.VALIDATE,
                        Verdict.class,
                        Inputs.validate(state, release, chart, images),
                        v -> Inputs.missing(state, v),
                        Summaries::validate,
                        () -> work.validate(
                                application,
                                images,
                                cluster,
                                release,
                                state.reportFolder(),
                                state.extent(application, images)));
            } catch (RuntimeException | IOException | InterruptedException e) {
                aside.shutdownNow();
                throw e;
            }
        }
    }

    /** Waits for work whose failure is found again, and told, by the phase that it was done for. */
    private static void ended(Future<?> ahead) throws InterruptedException {
        try {
            Waiting.on(ahead);
        } catch (RuntimeException e) {
            // See above.
        }
    }

    private static Cluster cluster(RunState state, Work work) throws InterruptedException {
        state.recorder().started("cluster", "", "starting");
        Cluster cluster = work.cluster();
        state.recorder().done("cluster", "", "Kubernetes " + cluster.version() + " (" + cluster.provider() + ")");
        return cluster;
    }
}
