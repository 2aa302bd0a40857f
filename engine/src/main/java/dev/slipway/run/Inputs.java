package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.application.Service;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.validate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** Digest of what a release stands on beside the services' own code. */
    static String ground(RunState state, Application application, Images images) {
        List<Object> parts = new ArrayList<>();
        for (Service service : application.services()) {
            parts.add(List.of(
                    service.name(),
                    service.role(),
                    service.stack(),
                    service.port(),
                    service.env().stream()
                            .map(v -> List.of(v.name(), v.kind(), v.value()))
                            .toList(),
                    service.needs(),
                    service.health(),
                    service.migrate(),
                    service.command()));
        }
        for (BuiltImage image : images.images()) {
            parts.add(List.of(image.service(), image.entrypoint(), image.ground()));
        }
        return state.input(parts, state.own("chart"), state.own("scenario"));
    }

    /** Digest of each service's own code. */
    static Map<String, String> code(Images images) {
        Map<String, String> code = new TreeMap<>();
        for (BuiltImage image : images.images()) {
            image.code().ifPresent(digest -> code.put(image.service(), digest));
        }
        return code;
    }

    static String missing(RunState state, Verdict verdict) {
        return verdict.brief() && state.wholeWanted() ? "the last validation was a short one" : "";
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
