package dev.slipway.report;

import static dev.slipway.report.Markup.css;
import static dev.slipway.report.Markup.each;
import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.none;
import static dev.slipway.report.Markup.text;

import dev.slipway.validate.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The load test: latency, throughput, and how both stand against the objectives. */
final class LoadSection {
    private LoadSection() {}

    static Optional<Section> of(RunReport report) {
        Verdict verdict = report.verdict();
        if (verdict == null || verdict.load().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section("load", "Load", each(verdict.load(), LoadSection::one)));
    }

    private static Markup one(Verdict.Load load) {
        return el(
                "article",
                css("card"),
                el("h3", text(load.target())),
                el("p", css("sub"), text(headline(load))),
                load.valid()
                        ? none()
                        : el(
                                "p",
                                css("warning"),
                                text("Not valid: the generator itself could not keep the rate, so these figures say"
                                        + " more of this machine than of the application.")),
                percentiles(load),
                load.histogram().isEmpty() ? none() : histogram(load),
                load.perSecond().isEmpty() ? none() : throughput(load));
    }

    private static String headline(Verdict.Load load) {
        return Units.number(load.rate()) + " requests/s intended · " + load.requests() + " sent · " + load.errors()
                + " failed";
    }

    private static Markup percentiles(Verdict.Load load) {
        List<Map.Entry<String, Double>> rows = load.percentiles().entrySet().stream()
                .sorted(Comparator.comparingDouble(e -> Double.parseDouble(e.getKey())))
                .toList();
        List<List<Markup>> cells = new ArrayList<>();
        for (Map.Entry<String, Double> row : rows) {
            Double objective = load.objectives().get(row.getKey());
            boolean held = objective == null || row.getValue() <= objective;
            cells.add(List.of(
                    text("p" + row.getKey()),
                    text(Units.millis(row.getValue())),
                    text(objective == null ? "–" : "at most " + Units.millis(objective)),
                    objective == null
                            ? text("–")
                            : el("span", css(held ? "tag good" : "tag bad"), text(held ? "✓ within" : "✗ over"))));
        }
        return Table.of(
                "Latency from the intended start of each request",
                List.of("Percentile", "Latency", "Objective", "Outcome"),
                cells);
    }

    private static Markup histogram(Verdict.Load load) {
        List<Map.Entry<String, Long>> bins = load.histogram().entrySet().stream()
                .sorted(Comparator.comparingDouble(e -> Double.parseDouble(e.getKey())))
                .toList();
        return el(
                "figure",
                Bars.columns(
                        "Histogram of latency",
                        bins.stream().map(b -> "≤" + b.getKey()).toList(),
                        bins.stream().map(Map.Entry::getValue).toList(),
                        "requests"),
                el("figcaption", text("Requests by latency in milliseconds")));
    }

    private static Markup throughput(Verdict.Load load) {
        return el(
                "figure",
                Bars.columns(
                        "Completed requests for each second",
                        IntStream.rangeClosed(1, load.perSecond().size())
                                .mapToObj(i -> i + " s")
                                .toList(),
                        load.perSecond(),
                        "requests/s"),
                el("figcaption", text("Completed requests for each second")));
    }
}
