package dev.slipway.report;

import static dev.slipway.report.Markup.css;
import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.group;
import static dev.slipway.report.Markup.text;

import dev.slipway.gate.Check;
import dev.slipway.gate.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The findings, the worst first, each with its remedy. Below them stands every check. */
final class FindingSection {
    private FindingSection() {}

    static Optional<Section> of(RunReport report) {
        List<Finding> findings = Finding.ranked(report);
        List<Check> checks = report.checks();
        if (findings.isEmpty() && checks.isEmpty()) {
            return Optional.empty();
        }
        List<Markup> parts = new ArrayList<>();
        parts.add(findings.isEmpty() ? el("p", text("Every check passed.")) : ranked(findings));
        for (Gate gate : report.gates()) {
            parts.add(el(
                    "details",
                    el("summary", text("All " + gate.checks().size() + " checks of " + gate.id())),
                    all(gate.id(), gate.checks())));
        }
        List<Check> gated =
                report.gates().stream().flatMap(g -> g.checks().stream()).toList();
        List<Check> rest = checks.stream().filter(c -> !gated.contains(c)).toList();
        if (!rest.isEmpty()) {
            parts.add(el("details", el("summary", text("Other checks of validation")), all("validation", rest)));
        }
        return Optional.of(new Section("findings", "Findings", new Markup.Group(parts)));
    }

    private static Markup ranked(List<Finding> findings) {
        return Table.of(
                "Findings, the most pressing first",
                List.of("Finding", "Seen", "Do", "Outcome"),
                findings.stream()
                        .map(f -> List.of(
                                group(
                                        text(f.title()),
                                        el("br"),
                                        el("small", text(f.id() + " " + String.join(" ", f.requirements())))),
                                text(f.evidence()),
                                f.fix().isBlank() ? text("–") : el("code", css("fix"), text(f.fix())),
                                tag(f.status())))
                        .toList());
    }

    private static Markup all(String name, List<Check> checks) {
        return Table.of(
                "Checks of " + name,
                List.of("Check", "Outcome", "Seen", "Requirements"),
                checks.stream()
                        .map(c -> List.of(
                                group(text(c.title()), el("br"), el("small", text(c.id()))),
                                tag(c.status()),
                                text(c.evidence()),
                                text(String.join(" ", c.requirements()))))
                        .toList());
    }

    private static Markup tag(Check.Status status) {
        return el("span", css("tag " + Finding.kind(status)), text(Finding.word(status)));
    }
}
