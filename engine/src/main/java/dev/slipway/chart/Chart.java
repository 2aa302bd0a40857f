package dev.slipway.chart;

import java.util.List;

/**
 * A packaged chart.
 *
 * @param dir folder of the chart's sources; @param archive path of the {@code .tgz}
 * @param values files that are passed to the installation, in order
 * @param objects kinds and names of the objects that it renders, such as {@code Deployment/backend}
 */
public record Chart(
        String name, String version, String dir, String archive, List<String> values, List<String> objects) {
    public Chart {
        values = List.copyOf(values);
        objects = List.copyOf(objects);
    }
}
