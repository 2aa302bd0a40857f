package dev.slipway.debian;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packages in a release's update suites, such as its security suite, without the release itself.
 *
 * @param newest version of each package, by its name
 * @param notes for a person on the indexes, such as that the network is down
 */
public record Updates(String release, List<Index> indexes, Map<String, String> newest, List<String> notes) {
    public Updates {
        indexes = List.copyOf(indexes);
        newest = Map.copyOf(newest);
        notes = List.copyOf(notes);
    }

    /**
     * A suite's signed index.
     *
     * @param suite such as {@code trixie-security}
     * @param date when the archive wrote it
     * @param validUntil when it expires; empty if it does not say
     * @param fetched when the mirror last returned it
     */
    public record Index(String suite, Instant date, Optional<Instant> validUntil, Instant fetched) {}

    /** The version that replaces an installed one; empty if the suites have nothing newer. */
    public Optional<String> newerThan(String name, String installed) {
        return Optional.ofNullable(newest.get(name))
                .filter(version -> Version.of(version).compareTo(Version.of(installed)) > 0);
    }
}
