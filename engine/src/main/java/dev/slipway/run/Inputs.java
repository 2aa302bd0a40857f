package dev.slipway.run;

import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.source.Application;

/** What each phase's result depends on, as a digest, and what may be missing of an earlier one. */
final class Inputs {
    private Inputs() {}

    static String prepare(RunState state) {
        return state.sourceInput();
    }

    static String containerize(RunState state, Application application) {
        return state.input(state.source(), application);
    }

    static String pack(RunState state, Application application, Images images) {
        return state.input(application, RunState.facts(images), state.own("chart"));
    }

    static String deploy(RunState state, Chart chart, Images images, Cluster cluster) {
        return state.input(chart, RunState.facts(images), cluster.kubeconfig(), cluster.context());
    }

    static String validate(RunState state, Release release, Chart chart, Images images) {
        return state.input(release, chart, RunState.facts(images), state.own("scenario"));
    }

    static String missing(Work work, Images images) {
        return work.has(images) ? "" : "images are gone from the cache";
    }

    static String missing(Work work, Chart chart) {
        return work.has(chart) ? "" : "the chart's archive is gone";
    }

    static String missing(Work work, Application application, Release release, Cluster cluster)
            throws InterruptedException {
        return work.stands(application, release, cluster) ? "" : "not all of it is on the cluster as it was installed";
    }
}
