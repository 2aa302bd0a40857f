package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Opinion;
import java.util.List;
import java.util.Optional;

/** Asks assistants about gates while the run goes on. It never holds a phase up, and never changes its result. */
public interface SecondOpinions {
    /** What a run has so far. */
    record SoFar(Optional<Application> application, Optional<Images> images, Optional<Cluster> cluster) {}

    /** A phase has come to its gate, open or closed. Returns at once. */
    void after(Phase phase, Gate gate, SoFar soFar);

    /** What has come of it; waits for what is still under way, up to its own deadline. */
    List<Opinion> collected() throws InterruptedException;

    SecondOpinions NONE = new SecondOpinions() {
        @Override
        public void after(Phase phase, Gate gate, SoFar soFar) {
            // Nobody was to be asked.
        }

        @Override
        public List<Opinion> collected() {
            return List.of();
        }
    };
}
