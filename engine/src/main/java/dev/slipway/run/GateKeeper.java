package dev.slipway.run;

import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reports the checks of a phase's gate that a person should know. It ends the run if the gate is closed or not
 * approved.
 */
final class GateKeeper {
    private final Approver approver;
    private final Ledger ledger;
    private final Progress progress;

    GateKeeper(Approver approver, Ledger ledger, Progress progress) {
        this.approver = approver;
        this.ledger = ledger;
        this.progress = progress;
    }

    /** @throws SlipwayFailure if the gate is closed, or open and not approved */
    void pass(Phase phase, Gate gate) throws IOException, InterruptedException {
        tell(phase, gate);
        if (!gate.open()) {
            throw new SlipwayFailure(closed(phase, gate));
        }
        approve(phase, gate);
    }

    private void tell(Phase phase, Gate gate) {
        for (Check check : gate.checks()) {
            if (check.telling() == Check.Telling.LINE) {
                String mark = check.requirements().isEmpty()
                        ? check.id()
                        : check.requirements().getLast();
                note(phase, mark, check.title() + ": " + check.evidence());
            }
        }
        String missing = gate.checks().stream()
                .filter(check -> check.telling() == Check.Telling.LIST)
                .map(Check::title)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            note(phase, "P1", "not here, and not needed: " + missing + " (./slipway doctor tells what serves)");
        }
    }

    private void note(Phase phase, String mark, String text) {
        progress.on(new Progress.Event.Noted(phase.label(), mark, text));
    }

    private void approve(Phase phase, Gate gate) throws IOException, InterruptedException {
        Approver.Decision decision = approver.decide(gate);
        ledger.append(
                "approval",
                Map.of("gate", gate.id(), "phase", phase.label(), "by", decision.by(), "approved", decision.goOn()));
        if (!decision.goOn()) {
            throw new SlipwayFailure(new Failure(
                    phase.closed(),
                    "The gate " + gate.id() + " after " + phase.label() + " was not approved.",
                    decision.by() + " decided so after its review",
                    "change what the review found, then run the command again"));
        }
    }

    private static Failure closed(Phase phase, Gate gate) {
        List<Check> failed = gate.checks().stream()
                .filter(c -> c.status() == Check.Status.FAIL)
                .toList();
        Check first = failed.getFirst();
        return new Failure(
                phase.closed(),
                "The gate " + gate.id() + " after " + phase.label() + " is closed: "
                        + (failed.size() == 1 ? "one condition does" : failed.size() + " conditions do") + " not hold.",
                first.title() + ": " + first.evidence() + " (" + first.id() + ")",
                failed.stream()
                        .skip(1)
                        .map(c -> c.title() + ": " + c.evidence() + " (" + c.id() + "; fix: " + c.fix() + ")")
                        .toList(),
                first.fix(),
                "");
    }
}
