package dev.slipway.run;

import dev.slipway.gate.Gate;

/** Decides after a gate has opened whether the run continues. */
@FunctionalInterface
public interface Approver {
    /** @param by who decided: {@code automatic}, or a person's name */
    record Decision(boolean goOn, String by) {}

    Decision decide(Gate gate) throws InterruptedException;

    /** Approves every open gate. */
    Approver AUTOMATIC = gate -> new Decision(true, "automatic");
}
