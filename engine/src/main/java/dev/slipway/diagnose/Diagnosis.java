package dev.slipway.diagnose;

import java.time.Duration;
import java.util.List;

/**
 * What an examination found; what blocks most comes first.
 *
 * @param focus what the person asked about; an unknown or ambiguous name has no findings
 * @param pods number of pods that were examined
 * @param unread kinds that could not be read, with the reason: nothing is known of these
 * @param took from the first question to the last finding
 */
public record Diagnosis(Focus focus, List<RootCause> findings, int pods, List<String> unread, Duration took) {
    public Diagnosis {
        findings = List.copyOf(findings);
        unread = List.copyOf(unread);
    }
}
