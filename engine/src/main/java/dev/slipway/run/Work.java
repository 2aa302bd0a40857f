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

/** Does the work of each phase and looks after its results. Other types decide which phases run. */
interface Work {
    Gated<Application> prepare() throws InterruptedException;

    Gated<Images> containerize(Application application) throws InterruptedException;

    Gated<Chart> pack(Application application, Images images) throws InterruptedException;

    /** The cluster. It is started if it does not run. */
    Cluster cluster() throws InterruptedException;

    Gated<Release> deploy(Application application, Images images, Chart chart, Cluster cluster)
            throws InterruptedException;

    Gated<Verdict> validate(
            Application application, Images images, Cluster cluster, Release release, Path runFolder, Extent extent)
            throws InterruptedException;

    /** Whether the images' blobs are still in their layout. */
    boolean has(Images images);

    /** Whether the chart's archive is still there. */
    boolean has(Chart chart) throws InterruptedException;

    /** The cluster as it is now, if it runs. */
    Optional<Cluster> running() throws InterruptedException;

    /** Whether the release is on the cluster as it was installed, and healthy and reachable. */
    boolean stands(Application application, Release release, Cluster cluster) throws InterruptedException;
}
