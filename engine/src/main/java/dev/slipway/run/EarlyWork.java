package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Gated;
import java.util.Optional;
import java.util.function.Consumer;

/** Work that can do parts of a phase before the phase begins. */
interface EarlyWork extends Work {
    /** @param expecting is called with the images as soon as they are built and before they are tested */
    Gated<Images> containerize(Application application, Consumer<Images> expecting) throws InterruptedException;

    @Override
    default Gated<Images> containerize(Application application) throws InterruptedException {
        return containerize(application, expected -> {});
    }

    /**
     * Looks who owns the application's name on the cluster.
     *
     * @throws dev.slipway.gate.SlipwayFailure SLIP-49x if another application owns it
     */
    void claim(Application application, Cluster cluster) throws InterruptedException;

    /** Reads what later phases read before they act, and keeps nothing. The later phases then read it faster. */
    void rehearse(Application application, Cluster cluster) throws InterruptedException;

    /**
     * Makes the chart for images that are still being tested, and sends the images to the cluster if one runs. The
     * phases package and deploy then find this done, or do it themselves.
     */
    void ahead(Application application, Images expected, Optional<Cluster> cluster) throws InterruptedException;
}
