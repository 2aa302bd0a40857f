package dev.slipway.facts;

import dev.slipway.build.CachedMaker;
import dev.slipway.build.DebianBase;
import dev.slipway.build.Fingerprint;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.RootFilesystem;
import dev.slipway.debian.Updates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares Debian packages with the suites in which fixes are published. It keeps a comparison and makes it again once
 * its index is an hour old. So a build asks the network at most once an hour.
 */
public final class Fixes implements DebianBase.Fixes {
    private static final Duration ASK_AGAIN = Duration.ofHours(1);

    private final Archive archive;
    private final CachedMaker<Base, Comparison> compared;
    private final Map<String, Updates> asked = new HashMap<>();
    private final Map<String, DebianException> failed = new HashMap<>();

    public Fixes(Archive archive, Path kept, Clock clock) {
        this.archive = archive;
        this.compared = new CachedMaker<>(
                base -> kept.resolve("fixes-" + base.key() + ".json"),
                Comparison.class,
                (base, before) -> before.since(clock.instant().minus(ASK_AGAIN)),
                this::compare);
    }

    /** The part of Debian's archive that is needed here. */
    @FunctionalInterface
    public interface Archive {
        /** @param age the mirror is not asked again while its last answer is no older than this */
        Updates updates(String release, Duration age) throws InterruptedException;
    }

    /**
     * The result of a comparison.
     *
     * @param missing packages for which there is something newer, each with both versions
     */
    record Comparison(List<Updates.Index> indexes, List<String> notes, List<String> missing) {
        Comparison {
            indexes = List.copyOf(indexes);
            notes = List.copyOf(notes);
            missing = List.copyOf(missing);
        }

        private boolean since(Instant start) {
            return !indexes.isEmpty()
                    && indexes.stream().noneMatch(i -> i.fetched().isBefore(start));
        }

        Optional<Updates.Index> index(String suite) {
            return indexes.stream().filter(i -> i.suite().equals(suite)).findFirst();
        }
    }

    @Override
    public boolean missing(String release, List<RootFilesystem.Installed> packages)
            throws IOException, InterruptedException {
        return !of(release, packages).missing().isEmpty();
    }

    /** @throws DebianException if there is nothing to compare with, or it cannot be trusted */
    Comparison of(String release, List<RootFilesystem.Installed> packages) throws IOException, InterruptedException {
        return compared.of(new Base(release, packages));
    }

    /** The release and packages that are compared. */
    private record Base(String release, List<RootFilesystem.Installed> packages) {
        String key() {
            List<String> parts = new ArrayList<>(List.of("1", release));
            packages.forEach(one -> parts.add(one.of().toString()));
            return Fingerprint.of(parts.toArray(String[]::new));
        }
    }

    private Comparison compare(Base base) throws InterruptedException {
        Updates updates = updates(base.release());
        List<String> missing = new ArrayList<>();
        for (RootFilesystem.Installed one : base.packages()) {
            updates.newerThan(one.of().name(), one.of().version())
                    .ifPresent(version -> missing.add(one.of() + ": the archive has " + version));
        }
        return new Comparison(updates.indexes(), updates.notes(), missing);
    }

    /** Asks for a release once, even if several services are built on it at a time. A failure counts as an answer. */
    private synchronized Updates updates(String release) throws InterruptedException {
        DebianException before = failed.get(release);
        if (before != null) {
            throw before;
        }
        Updates known = asked.get(release);
        if (known == null) {
            try {
                known = archive.updates(release, ASK_AGAIN);
            } catch (DebianException e) {
                failed.put(release, e);
                throw e;
            }
            asked.put(release, known);
        }
        return known;
    }
}
