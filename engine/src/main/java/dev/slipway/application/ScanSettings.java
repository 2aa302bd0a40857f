package dev.slipway.application;

import java.util.List;
import java.util.Optional;

/**
 * What a person says of known vulnerabilities.
 *
 * @param severity from which on one closes the gate; empty for Slipway's own choice
 * @param database folder with OSV's exported files, relative to the source; empty for OSV's API
 * @param api address of OSV's API or of a mirror; {@code none} if nobody is asked
 */
public record ScanSettings(
        Optional<String> severity, Optional<String> database, Optional<String> api, List<Waiver> waivers) {
    /** Nothing said. */
    public static final ScanSettings NONE =
            new ScanSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public static final String NOBODY = "none";
    public static final List<String> SEVERITIES = List.of(NOBODY, "low", "medium", "high", "critical");

    public ScanSettings {
        waivers = List.copyOf(waivers);
    }

    /**
     * A vulnerability that is accepted.
     *
     * @param id its name in any database
     * @param library the only package that it is accepted of, as {@code npm/lodash}; empty for any
     * @param until last day of the waiver as {@code 2027-01-31}; empty for a statement of a VEX document, which does not end
     * @param place file and line
     */
    public record Waiver(String id, String library, String reason, String until, String place) {}
}
