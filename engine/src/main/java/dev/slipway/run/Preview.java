package dev.slipway.run;

import dev.slipway.cluster.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides about the phases without running any. Decisions behind the first phase that would run are uncertain. */
final class Preview {
    private final List<PhaseStep<?>> table;
    private final EarlierResults earlier;
    private final Work work;
    private final Results soFar = new Results();
    private final Map<Phase, Decision> decisions = new TreeMap<>();

    Preview(List<PhaseStep<?>> table, EarlierResults earlier, Work work) {
        this.table = table;
        this.earlier = earlier;
        this.work = work;
    }

    Map<Phase, Decision> decisions() throws InterruptedException {
        boolean known = true;
        for (PhaseStep<?> step : table) {
            known = known && holds(step);
            decisions.putIfAbsent(step.phase(), new Decision.Depends("depends on what the phases before it make"));
        }
        return decisions;
    }

    private <T> boolean holds(PhaseStep<T> step) throws InterruptedException {
        if (step.phase().startsCluster()) {
            Optional<Cluster> running = work.running();
            if (running.isEmpty()) {
                decisions.put(step.phase(), new Decision.Run("the cluster does not run"));
                return false;
            }
            soFar.on(running.get());
        }
        EarlierResults.EarlierResult<T> found = earlier.of(step, soFar);
        decisions.put(step.phase(), found.decision());
        found.kept().ifPresent(kept -> soFar.kept(step.phase(), kept));
        return found.kept().isPresent();
    }
}
