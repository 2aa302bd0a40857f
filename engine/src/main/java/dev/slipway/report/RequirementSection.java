package dev.slipway.report;

import static dev.slipway.report.Markup.css;
import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.text;

import dev.slipway.gate.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows for each requirement the checks that answer it, and their state. */
final class RequirementSection {
    private RequirementSection() {}

    static Optional<Section> of(RunReport report) {
        Map<String, List<Check>> covered = new TreeMap<>();
        for (Check check : report.checks()) {
            for (String id : check.requirements()) {
                covered.computeIfAbsent(id, key -> new ArrayList<>()).add(check);
            }
        }
        if (covered.isEmpty()) {
            return Optional.empty();
        }
        List<List<Markup>> rows = covered.entrySet().stream()
                .map(e -> List.<Markup>of(
                        text(e.getKey()),
                        el(
                                "span",
                                css("tag " + Finding.kind(worst(e.getValue()))),
                                text(Finding.word(worst(e.getValue())))),
                        text(e.getValue().stream().map(Check::title).distinct().collect(Collectors.joining(" · ")))))
                .toList();
        return Optional.of(new Section(
                "requirements",
                "Requirements",
                Table.of("Requirements that checks answer", List.of("ID", "Outcome", "Checks"), rows)));
    }

    /** A requirement has the state of its worst check. A check without data is not passed. */
    private static Check.Status worst(List<Check> checks) {
        return checks.stream()
                .map(Check::status)
                .max(Comparator.comparingInt(s -> switch (s) {
                    case PASS -> 0;
                    case NOTE -> 1;
                    case NO_DATA -> 2;
                    case FAIL -> 3;
                }))
                .orElseThrow();
    }
}
