package dev.slipway.diagnose;

import java.time.Duration;
import java.util.List;

/**
 * What was found, what blocks most first.
 *
 * @param focus what was asked about; where it is unknown or not the only one of its name, nothing was found
 * @param pods how many were looked at
 * @param unread kinds that could not be read, with the reason: of these nothing is known
 * @param took from the first question to the last finding
 */
public record Diagnosis(Focus focus, List<RootCause> findings, int pods, List<String> unread, Duration took) {
    public Diagnosis {
        findings = List.copyOf(findings);
        unread = List.copyOf(unread);
    }
}
