package dev.slipway.report;

import static dev.slipway.report.Markup.at;
import static dev.slipway.report.Markup.css;
import static dev.slipway.report.Markup.each;
import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.group;
import static dev.slipway.report.Markup.text;

import dev.slipway.report.RunReport.PhaseRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Shows when each phase and step ran, and why. */
final class Timeline {
    private static final int ROW = 26;
    private static final int LEFT = 190;
    private static final int WIDTH = 800;
    private static final int RIGHT = 90;

    private Timeline() {}

    static Optional<Section> of(RunReport report) {
        List<PhaseRun> phases = report.phases();
        if (phases.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section("timeline", "Timeline", group(plot(phases), table(phases))));
    }

    private static Markup plot(List<PhaseRun> phases) {
        Instant from = phases.stream()
                .map(PhaseRun::started)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant to = phases.stream()
                .map(p -> p.started().plus(p.duration()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        double span = Math.max(1, Duration.between(from, to).toMillis());
        return el(
                "svg",
                at("viewBox", "0 0 " + WIDTH + " " + (phases.size() * ROW + 8)),
                at("role", "img"),
                at("aria-label", "Bars of the phases over the run's time; the table below has the same data"),
                each(IntStream.range(0, phases.size()).boxed().toList(), i -> bar(phases.get(i), i, from, span)));
    }

    private static Markup bar(PhaseRun phase, int row, Instant from, double span) {
        double scale = (WIDTH - LEFT - RIGHT) / span;
        double x = LEFT + Duration.between(from, phase.started()).toMillis() * scale;
        double width = Math.max(3, phase.duration().toMillis() * scale);
        boolean step = phase.name().contains("/");
        int y = row * ROW + 4;
        return group(
                el("text", at("x", step ? 16 : 0), at("y", y + 14), css(step ? "step" : "phase"), text(label(phase))),
                el(
                        "rect",
                        at("x", Units.number(x)),
                        at("y", y),
                        at("width", Units.number(width)),
                        at("height", step ? 12 : 18),
                        at("rx", 3),
                        css("bar " + kind(phase))),
                el("text", at("x", Units.number(x + width + 6)), at("y", y + 13), css("value"), text(length(phase))));
    }

    private static String label(PhaseRun phase) {
        String name = phase.name();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String length(PhaseRun phase) {
        return switch (phase.status()) {
            case CACHED -> "kept";
            case NOT_RUN -> "not run";
            case RAN, FAILED -> Units.duration(phase.duration());
        };
    }

    private static String kind(PhaseRun phase) {
        return switch (phase.status()) {
            case CACHED -> "cached";
            case NOT_RUN -> "absent";
            case RAN -> "ran";
            case FAILED -> "failed";
        };
    }

    private static Markup table(List<PhaseRun> phases) {
        return Table.of(
                "Phases and steps",
                List.of("Phase", "Outcome", "Time", "Why"),
                phases.stream()
                        .map(p -> List.<Markup>of(
                                text(p.name()),
                                text(
                                        switch (p.status()) {
                                            case CACHED -> "kept from an earlier run";
                                            case NOT_RUN -> "not run";
                                            case RAN -> "ran";
                                            case FAILED -> "failed";
                                        }),
                                text(Units.duration(p.duration())),
                                text(p.reason())))
                        .toList());
    }
}
