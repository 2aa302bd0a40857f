package dev.slipway.report;

import static dev.slipway.report.Markup.text;

import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.deploy.Release;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What went into the run, with versions. */
final class InputSection {
    private InputSection() {}

    static Section of(RunReport report) {
        Map<String, String> facts = new TreeMap<>(report.inputs());
        facts.put("Run", report.id() + ", started " + report.started());
        facts.put("Slipway", report.version());
        Cluster cluster = report.cluster();
        if (cluster != null) {
            facts.put(
                    "Cluster",
                    cluster.name() + ", " + cluster.provider() + ", Kubernetes " + cluster.version() + ", context "
                            + cluster.context());
        }
        Chart chart = report.chart();
        if (chart != null) {
            facts.put(
                    "Chart",
                    chart.name() + " " + chart.version() + ", "
                            + chart.objects().size() + " objects, " + chart.archive());
        }
        Release release = report.release();
        if (release != null) {
            facts.put(
                    "Release",
                    release.name() + ", revision " + release.revision() + ", namespace " + release.namespace());
        }
        List<List<Markup>> rows = facts.entrySet().stream()
                .map(e -> List.<Markup>of(text(e.getKey()), text(e.getValue())))
                .toList();
        return new Section(
                "inputs", "Inputs and versions", Table.of("What went into the run", List.of("What", "Value"), rows));
    }
}
