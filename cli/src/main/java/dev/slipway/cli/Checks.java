package dev.slipway.cli;

import dev.slipway.gate.Check;

/** A check as one line of text. */
final class Checks {
    private Checks() {}

    static String line(Check check) {
        String mark = switch (check.status()) {
            case PASS -> "✓";
            case NOTE -> "–";
            case NO_DATA -> "?";
            case FAIL -> "✗";
        };
        return String.format("%s %-18s %-56s %s", mark, check.title(), check.evidence(), check.fix())
                .stripTrailing();
    }
}
