package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gated;
import dev.slipway.gate.Progress;
import dev.slipway.inventory.SourceDigest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Runs the phases of the table in their order. It leaves out a phase whose earlier result holds, and ends at a closed gate.
 */
final class PhaseRunner {
    private final EarlierResults earlier;
    private final GateKeeper gates;
    private final Ledger ledger;
    private final Recorder recorder;
    private final Clock clock;
    private final SourceDigest.Snapshot source;
    private final SecondOpinions opinions;
    private final Results soFar = new Results();
    private Phase current = Phase.PREPARE;

    PhaseRunner(
            EarlierResults earlier,
            GateKeeper gates,
            Ledger ledger,
            Recorder recorder,
            Clock clock,
            SourceDigest.Snapshot source,
            SecondOpinions opinions) {
        this.earlier = earlier;
        this.gates = gates;
        this.ledger = ledger;
        this.recorder = recorder;
        this.clock = clock;
        this.source = source;
        this.opinions = opinions;
    }

    Results soFar() {
        return soFar;
    }

    /**
     * Runs up to and with a phase.
     *
     * @throws dev.slipway.gate.SlipwayFailure where a phase fails, or its gate is closed or not approved
     */
    void run(List<PhaseStep<?>> table, Phase last, Work work) throws IOException, InterruptedException {
        for (PhaseStep<?> step : table) {
            if (step.phase().compareTo(last) <= 0) {
                if (step.phase().startsCluster()) {
                    soFar.on(work.cluster());
                }
                current = step.phase();
                run(step);
            }
        }
    }

    private <T> void run(PhaseStep<T> step) throws IOException, InterruptedException {
        Phase phase = step.phase();
        EarlierResults.EarlierResult<T> found = earlier.of(step, soFar);
        if (found.kept().isPresent()) {
            soFar.kept(phase, found.kept().get());
            recorder.on(new Progress.Event.Skipped(
                    phase.label(), "", found.decision().reason()));
            return;
        }
        recorder.started(phase.label(), "", found.decision().reason());
        Gated<T> made = step.work().run(soFar);
        soFar.made(phase, made.value(), made.gate(), ledger.runId());
        opinions.after(
                phase,
                made.gate(),
                new SecondOpinions.SoFar(
                        soFar.of(Phase.PREPARE, Application.class),
                        soFar.of(Phase.CONTAINERIZE, Images.class),
                        soFar.clusterIfAny()));
        gates.pass(phase, made.gate());
        String summary = step.summary().apply(made);
        ledger.completed(
                phase,
                new Ledger.PhaseRecord<>(
                        found.input(),
                        ledger.runId(),
                        clock.instant(),
                        summary,
                        made.value(),
                        made.gate(),
                        source.files()));
        recorder.done(phase.label(), "", summary);
    }

    /** Records what ended the run, and which phases it kept from running. */
    void failed(Failure failure) throws IOException {
        recorder.failed(current.label(), failure.id() + " " + failure.summary());
        for (Phase phase : Phase.values()) {
            if (phase.compareTo(current) > 0) {
                recorder.notRun(phase.label(), "after " + current.label() + " failed");
            }
        }
        ledger.append("failure", Map.of("failure", failure));
    }
}
