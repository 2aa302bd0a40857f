package dev.slipway.diagnose;

import dev.slipway.gate.Failure;
import java.util.List;

/**
 * Why something in a namespace does not run.
 *
 * @param id {@code SLIP-45x} to {@code SLIP-48x}
 * @param service name of the service, or of the object where it belongs to none
 * @param object such as {@code Pod/backend-5d9c7}
 * @param permanent whether waiting cannot mend it
 * @param summary what fails, in one sentence
 * @param why the reason behind it, with the log's or the event's own words
 * @param evidence the lines that show it
 * @param fix the one command or edit that mends it
 */
public record Cause(
        String id,
        String service,
        String object,
        boolean permanent,
        String summary,
        String why,
        List<String> evidence,
        String fix) {
    public Cause {
        evidence = List.copyOf(evidence);
    }

    /** As a failure of the phase that met it. */
    public Failure failure(String state) {
        return new Failure(id, summary, why, evidence, fix, state);
    }
}
