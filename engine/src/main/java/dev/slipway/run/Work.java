package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Gated;
import dev.slipway.validate.Extent;
import dev.slipway.validate.Verdict;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What the phases do. Which of them run, and why, is not their matter. */
interface Work {
    Gated<Application> prepare() throws InterruptedException;

    /** @param expecting told what the images will be, where that is known before they are tested */
    Gated<Images> containerize(Application application, Consumer<Images> expecting) throws InterruptedException;

    Gated<Chart> pack(Application application, Images images) throws InterruptedException;

    /** The cluster, started where it does not run. */
    Cluster cluster() throws InterruptedException;

    Gated<Release> deploy(Application application, Images images, Chart chart, Cluster cluster)
            throws InterruptedException;

    Gated<Verdict> validate(
            Application application, Images images, Cluster cluster, Release release, Path runFolder, Extent extent)
            throws InterruptedException;

    /**
     * Goes, beside the compiler, through what later phases read before they act: nothing of it is kept, but what a first time
     * takes longer for is behind them. Tells nobody of what is wrong, which they will.
     */
    void rehearse(Application application, Cluster cluster) throws InterruptedException;

    /**
     * Does for images that are still being tested what takes time in the phases after: makes their chart, and sends them to
     * the cluster where one runs. Those phases, behind the gate, find it done or do it themselves, and tell what is wrong.
     */
    void ahead(Application application, Images expected, Optional<Cluster> cluster) throws InterruptedException;

    /** Whether the images' blobs are still in their layout. */
    boolean has(Images images);

    boolean has(Chart chart);

    /** The cluster as it is now, if it runs. */
    Optional<Cluster> running() throws InterruptedException;

    /** Whether the release is on the cluster as it was installed, all of it healthy and reachable. */
    boolean stands(Application application, Release release, Cluster cluster) throws InterruptedException;
}
