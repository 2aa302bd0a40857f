package dev.slipway.deploy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * One revision of a release, as Helm keeps it.
 *
 * @param state {@code deployed}, {@code superseded}, {@code failed}, {@code pending-upgrade}, ...
 * @param description what it was installed with: see {@link ReleaseFingerprint}
 * @param updated when, in Helm's own words
 */
record Revision(int number, String state, String description, String updated) {
    /** Whether a Helm was killed while it worked. Another Helm refuses such a release. */
    boolean pending() {
        return state.startsWith("pending-") || state.equals("uninstalling");
    }

    boolean worked() {
        return state.equals("deployed") || state.equals("superseded");
    }

    /** The time of the update; long ago if Helm's text cannot be read. */
    Instant at() {
        try {
            return OffsetDateTime.parse(updated).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** The time of day and the date, without fractions. */
    String when() {
        return updated.replaceFirst("T", " ").replaceFirst("\\.\\d+.*", "").replaceFirst("([-+]\\d\\d:\\d\\d|Z)$", "");
    }
}
