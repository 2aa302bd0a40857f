package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Gated;
import java.util.Optional;
import java.util.function.Consumer;

/** Work of which parts can be done before their phase. */
interface EarlyWork extends Work {
    /** @param expecting told what the images will be, where that is known before they are tested */
    Gated<Images> containerize(Application application, Consumer<Images> expecting) throws InterruptedException;

    @Override
    default Gated<Images> containerize(Application application) throws InterruptedException {
        return containerize(application, expected -> {});
    }

    /** Reads what later phases read before they act, and keeps nothing of it: a second time takes them less. */
    void rehearse(Application application, Cluster cluster) throws InterruptedException;

    /**
     * Makes the chart for images that are still being tested, and sends them to the cluster where one runs: package and deploy
     * find that done behind the gate, or do it themselves.
     */
    void ahead(Application application, Images expected, Optional<Cluster> cluster) throws InterruptedException;
}
