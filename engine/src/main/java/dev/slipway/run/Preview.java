package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.validate.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Decides about all phases without running any: behind the first one that would run, nothing is certain. */
final class Preview {
    private final RunState state;
    private final Work work;
    private final Map<Phase, Decision> decisions = new LinkedHashMap<>();

    Preview(RunState state, Work work) {
        this.state = state;
        this.work = work;
    }

    Map<Phase, Decision> decisions() throws InterruptedException {
        walk();
        for (Phase phase : Phase.values()) {
            decisions.putIfAbsent(phase, new Decision.Depends("depends on what the phases before it make"));
        }
        return decisions;
    }

    private void walk() throws InterruptedException {
        Optional<Application> application = decide(Phase.PREPARE, Application.class, Inputs.prepare(state), a -> "");
        if (application.isEmpty()) {
            return;
        }
        Optional<Images> images = decide(
                Phase.CONTAINERIZE,
                Images.class,
                Inputs.containerize(state, application.get()),
                i -> Inputs.missing(work, i));
        if (images.isEmpty()) {
            return;
        }
        Optional<Chart> chart = decide(
                Phase.PACKAGE,
                Chart.class,
                Inputs.pack(state, application.get(), images.get()),
                c -> Inputs.missing(work, c));
        Optional<Cluster> cluster = work.running();
        if (chart.isEmpty()) {
            return;
        }
        if (cluster.isEmpty()) {
            decisions.put(Phase.DEPLOY, new Decision.Run("the cluster does not run"));
            return;
        }
        Optional<Release> release = decide(
                Phase.DEPLOY,
                Release.class,
                Inputs.deploy(state, chart.get(), images.get(), cluster.get()),
                r -> Inputs.missing(work, application.get(), r, cluster.get()));
        if (release.isPresent()) {
            decide(
                    Phase.VALIDATE,
                    Verdict.class,
                    Inputs.validate(state, release.get(), chart.get(), images.get()),
                    v -> Inputs.missing(state, v));
        }
    }

    /** The earlier result where it holds. */
    private <T> Optional<T> decide(Phase phase, Class<T> type, String input, RunState.Missing<T> missing)
            throws InterruptedException {
        Optional<Ledger.Completed<T>> last = state.last(phase, type);
        Decision decision = state.decide(phase, last, input, missing);
        decisions.put(phase, decision);
        return decision instanceof Decision.Skip ? last.map(Ledger.Completed::value) : Optional.empty();
    }
}
