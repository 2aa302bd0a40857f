package dev.slipway.report;

import static dev.slipway.report.Markup.at;
import static dev.slipway.report.Markup.each;
import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.none;
import static dev.slipway.report.Markup.text;

import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.validate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The gates' checks and the scenario's steps as JUnit XML, which every CI system shows. */
final class JUnitReport {
    private JUnitReport() {}

    static String of(RunReport report) {
        List<Markup> suites = new ArrayList<>();
        for (Gate gate : report.gates()) {
            suites.add(suite(gate.id(), gate.checks()));
        }
        Verdict verdict = report.verdict();
        if (verdict != null && !verdict.steps().isEmpty()) {
            suites.add(steps(verdict.steps()));
        }
        Failure failure = report.failure();
        if (failure != null) {
            suites.add(el(
                    "testsuite",
                    at("name", "run"),
                    at("tests", 1),
                    at("failures", 1),
                    el(
                            "testcase",
                            at("classname", "slipway"),
                            at("name", failure.id()),
                            el("failure", at("message", failure.summary()), text(why(failure))))));
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + el("testsuites", at("name", "slipway"), new Markup.Group(suites))
                        .render() + "\n";
    }

    private static String why(Failure failure) {
        return failure.why() + "\n" + String.join("\n", failure.evidence()) + "\nfix: " + failure.fix();
    }

    private static Markup suite(String name, List<Check> checks) {
        long failed =
                checks.stream().filter(c -> c.status() == Check.Status.FAIL).count();
        long skipped =
                checks.stream().filter(c -> c.status() == Check.Status.NO_DATA).count();
        return el(
                "testsuite",
                at("name", name),
                at("tests", checks.size()),
                at("failures", failed),
                at("skipped", skipped),
                each(
                        checks,
                        c -> el(
                                "testcase",
                                at("classname", "slipway." + name),
                                at("name", c.id() + ": " + c.title()),
                                outcome(c))));
    }

    private static Markup outcome(Check check) {
        return switch (check.status()) {
            case FAIL ->
                el("failure", at("message", check.evidence()), text(check.evidence() + "\nfix: " + check.fix()));
            case NO_DATA -> el("skipped", at("message", "no data: " + check.evidence()));
            case PASS, NOTE -> el("system-out", text(check.evidence()));
        };
    }

    private static Markup steps(List<Verdict.Step> steps) {
        return el(
                "testsuite",
                at("name", "scenario"),
                at("tests", steps.size()),
                at("failures", steps.stream().filter(s -> !s.ok()).count()),
                each(
                        steps,
                        s -> el(
                                "testcase",
                                at("classname", "slipway.scenario"),
                                at("name", s.name()),
                                at("time", String.format(Locale.ROOT, "%.3f", s.millis() / 1000.0)),
                                s.ok() ? none() : el("failure", at("message", s.seen())))));
    }
}
