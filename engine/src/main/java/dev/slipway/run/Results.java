package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Gate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Results of a run's phases so far. This run made them, or an earlier one did and they still hold. */
final class Results {
    private final Map<Phase, Result> results = new TreeMap<>();
    private boolean anyMade;
    private @Nullable Cluster cluster;

    /** @param run ID of the run that made it */
    private record Result(Object value, Gate gate, String run) {}

    void made(Phase phase, Object value, Gate gate, String run) {
        anyMade = true;
        results.put(phase, new Result(value, gate, run));
    }

    void kept(Phase phase, Ledger.PhaseRecord<?> earlier) {
        results.put(phase, new Result(earlier.value(), earlier.gate(), earlier.run()));
    }

    void on(Cluster running) {
        cluster = running;
    }

    Application application() {
        return of(Phase.PREPARE, Application.class).orElseThrow();
    }

    Images images() {
        return of(Phase.CONTAINERIZE, Images.class).orElseThrow();
    }

    Chart chart() {
        return of(Phase.PACKAGE, Chart.class).orElseThrow();
    }

    Release release() {
        return of(Phase.DEPLOY, Release.class).orElseThrow();
    }

    /** The cluster. The runner sets it before the first phase that needs one. */
    Cluster cluster() {
        return Objects.requireNonNull(cluster);
    }

    Optional<Cluster> clusterIfAny() {
        return Optional.ofNullable(cluster);
    }

    <T> Optional<T> of(Phase phase, Class<T> type) {
        return Optional.ofNullable(results.get(phase)).map(result -> type.cast(result.value()));
    }

    /** Gates of all phases so far, a closed one included. */
    List<Gate> gates() {
        return results.values().stream().map(Result::gate).toList();
    }

    /** Whether this run has made any of them. */
    boolean anyMade() {
        return anyMade;
    }

    /** ID of the newest run that made one of them; empty where there is none. */
    String newestRun() {
        return results.values().stream().map(Result::run).max(String::compareTo).orElse("");
    }
}
