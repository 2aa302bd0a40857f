package dev.slipway.report;

import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.group;
import static dev.slipway.report.Markup.text;

import dev.slipway.gate.Check;
import dev.slipway.gate.Opinion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which assistants were asked, what they answered, what was taken of it by which measure; where none was asked, what served. */
final class AssistanceSection {
    private static final Set<String> ASSISTANTS = Set.of("G1.tool.gordon", "G1.tool.kubectl-ai", "G1.tool.kagent");

    private AssistanceSection() {}

    static Optional<Section> of(RunReport report) {
        List<List<Markup>> rows = new ArrayList<>();
        report.opinions().forEach(o -> rows.add(row(o)));
        report.checks().stream()
                .filter(c -> ASSISTANTS.contains(c.id()))
                .filter(c ->
                        report.opinions().stream().noneMatch(o -> o.assistant().equals(c.title())))
                .forEach(c -> rows.add(notAsked(c)));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "assistance",
                        "Assistance",
                        Table.of(
                                "Assistants, and what served",
                                List.of("Assistant", "Asked", "Answered", "What became of it"),
                                rows)));
    }

    private static List<Markup> row(Opinion opinion) {
        return List.of(
                group(text(opinion.assistant()), el("br"), el("small", text(opinion.about()))),
                text(opinion.asked()),
                text(opinion.answered().isBlank() ? "–" : opinion.answered()),
                group(
                        text(word(opinion.outcome()) + ": " + opinion.why()),
                        el("br"),
                        el("small", text("what served: " + opinion.served()))));
    }

    private static String word(Opinion.Outcome outcome) {
        return switch (outcome) {
            case BETTER -> "better";
            case REFUSED -> "refused";
            case NOTED -> "noted";
            case FAILED -> "came to nothing";
            case NOT_ASKED -> "not asked";
        };
    }

    private static List<Markup> notAsked(Check check) {
        boolean here = check.status() == Check.Status.PASS;
        return List.of(
                text(check.title()),
                text("–"),
                text("–"),
                text(here ? "not asked: it is here; ./slipway up --assist asks it" : "not asked: " + check.evidence()));
    }
}
