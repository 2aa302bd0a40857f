package dev.slipway.report;

import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Something that a person should look at, and what to do about it. */
record Finding(String id, Check.Status status, String title, String evidence, String fix, List<String> requirements) {

    /** Findings in this order: what stopped the run, failures, missing data, notes. */
    static List<Finding> ranked(RunReport report) {
        List<Finding> findings = new ArrayList<>();
        Failure failure = report.failure();
        if (failure != null) {
            findings.add(new Finding(
                    failure.id(), Check.Status.FAIL, failure.summary(), failure.why(), failure.fix(), List.of()));
        }
        report.checks().stream()
                .filter(c -> c.status() != Check.Status.PASS)
                .sorted(Comparator.comparing(c -> rank(c.status())))
                .map(c -> new Finding(c.id(), c.status(), c.title(), c.evidence(), c.fix(), c.requirements()))
                .forEach(findings::add);
        return findings;
    }

    private static int rank(Check.Status status) {
        return switch (status) {
            case FAIL -> 0;
            case NO_DATA -> 1;
            case NOTE -> 2;
            case PASS -> 3;
        };
    }

    static String word(Check.Status status) {
        return switch (status) {
            case FAIL -> "failed";
            case NO_DATA -> "no data";
            case NOTE -> "note";
            case PASS -> "passed";
        };
    }

    static String kind(Check.Status status) {
        return switch (status) {
            case FAIL -> "bad";
            case NO_DATA -> "warn";
            case NOTE -> "note";
            case PASS -> "good";
        };
    }
}
