package dev.slipway.tidy;

import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what is kept and no longer needed, and deletes it. Nothing that it deletes is anybody's own: all of it is made or
 * fetched again when it is needed, but for ledgers and reports of old runs.
 */
public final class Tidy {
    /** As much as an application of three services and a node's programs leave in some weeks. */
    public static final long BUDGET = 20_000_000_000L;

    private static final Duration UNUSED = Duration.ofDays(14);

    private final Workspace workspace;
    private final Instant now;

    public Tidy(Workspace workspace, Instant now) {
        this.workspace = workspace;
        this.now = now;
    }

    /** @param things such as {@code 12 of 40 runs}; empty for nothing @param bytes on the disk */
    public record Found(String kind, String things, long bytes) {
        /** The bytes for people. */
        public String size() {
            return Sizes.text(bytes);
        }
    }

    /**
     * Everything on this machine.
     *
     * @param budget bytes that caches may keep; entries that were made within two weeks stay
     */
    public List<Found> all(long budget, boolean free) throws IOException {
        Instant before = now.minus(UNUSED);
        List<Superfluous> kinds = new ArrayList<>(afterRuns());
        // The first have most of the budget, because they cost most to make again.
        kinds.add(new OldFiles("folders of builds", workspace.home().resolve("build"), budget / 2, before));
        kinds.add(new OldFiles("Debian's packages", workspace.home().resolve("debian/by-sha256"), budget / 4, before));
        kinds.add(new OldFiles("advisories", workspace.home().resolve("osv/advisories"), budget / 100, before));
        return of(kinds, free);
    }

    /** What each run leaves: found at the end of a run, and deleted. */
    public List<Found> afterRun() throws IOException {
        return of(afterRuns(), true);
    }

    private List<Superfluous> afterRuns() {
        return List.of(
                new OldRuns(workspace.work().resolve("runs"), now),
                new OldImages(workspace.home().resolve("oci"), now));
    }

    private static List<Found> of(List<Superfluous> kinds, boolean free) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Superfluous kind : kinds) {
            Superfluous.Amount amount = kind.of(free);
            if (!amount.things().isEmpty()) {
                found.add(new Found(kind.name(), amount.things(), amount.bytes()));
            }
        }
        return found;
    }
}
