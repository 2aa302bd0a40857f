package dev.slipway.build;

import dev.slipway.application.BuildPlan;
import dev.slipway.debian.DebianArchive;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.Resolution;
import dev.slipway.debian.RootFilesystem;
import dev.slipway.image.Compression;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lowest layer: Debian packages. What a request came to is kept for some hours, so that a build needs the network only
 * where it asks for something new or a fix was published; the layer is kept by what it is made of.
 */
public final class DebianBase implements BaseImage.Maker {
    /** Debian publishes at most a few times a day. */
    private static final Duration FRESH = Duration.ofHours(12);
    /** Certificates for calls over TLS, time zones for dates: every service needs them sooner or later. */
    private static final List<String> ALWAYS = List.of("ca-certificates", "tzdata");
    /** What certificates depend on for the sake of their installation script alone. */
    private static final String FOR_SCRIPT_ONLY = "openssl";

    private final Packages archive;
    private final Fixes fixes;
    private final String architecture;
    private final Layout layout;
    private final Path kept;
    private final Clock clock;

    public DebianBase(Packages archive, Fixes fixes, String architecture, Layout layout, Path kept, Clock clock) {
        this.archive = archive;
        this.fixes = fixes;
        this.architecture = architecture;
        this.layout = layout;
        this.kept = kept;
        this.clock = clock;
    }

    /** What is published for the packages of a base that was made before. */
    @FunctionalInterface
    public interface Fixes {
        /**
         * Whether the archive has newer versions of some.
         *
         * @throws DebianException where there is nothing to compare with, or it cannot be trusted
         */
        boolean missing(String release, List<RootFilesystem.Installed> packages)
                throws IOException, InterruptedException;
    }

    /** Debian's archive, of which only this is needed. */
    public interface Packages {
        Resolution resolve(String suite, Set<String> names, Set<String> without) throws InterruptedException;

        RootFilesystem assemble(Resolution resolution, DebianArchive.Listener listener) throws InterruptedException;

        static Packages of(DebianArchive archive) {
            return new Packages() {
                @Override
                public Resolution resolve(String suite, Set<String> names, Set<String> without)
                        throws InterruptedException {
                    return archive.resolve(suite, names, without);
                }

                @Override
                public RootFilesystem assemble(Resolution resolution, DebianArchive.Listener listener)
                        throws InterruptedException {
                    return archive.assemble(resolution, listener);
                }
            };
        }
    }

    @Override
    public BaseImage of(Job job) throws IOException, InterruptedException {
        BuildPlan plan = job.plan();
        TreeSet<String> names = new TreeSet<>(plan.packages());
        names.addAll(ALWAYS);
        TreeSet<String> without = new TreeSet<>(plan.without());
        if (!plan.packages().contains(FOR_SCRIPT_ONLY)) {
            without.add(FOR_SCRIPT_ONLY);
        }
        Path file = kept.resolve(
                Fingerprint.of("1", plan.suite(), architecture, names.toString(), without.toString()) + ".json");
        BaseImage before = KeptFile.read(file, BaseImage.class)
                .filter(made -> Files.exists(layout.blob(made.layer().digest())))
                .orElse(null);
        if (before != null
                && clock.instant().isBefore(Instant.parse(before.resolvedAt()).plus(FRESH))
                && !lacksFixes(job, before)) {
            return before;
        }
        try {
            BaseImage made = make(job, names, without, before);
            KeptFile.keep(file, made);
            return made;
        } catch (DebianException e) {
            if (before == null) {
                throw BuildFailures.debian(job.name(), job.workspace().home(), e);
            }
            return stale(before, e);
        }
    }

    /** A base that lacks a published fix is made anew at once, however young it is. */
    private boolean lacksFixes(Job job, BaseImage before) throws IOException, InterruptedException {
        try {
            return fixes.missing(job.plan().suite(), before.packages());
        } catch (DebianException e) {
            // Nothing to compare with: the base is as good as it was, and the scan says that there is no data.
            return false;
        }
    }

    private BaseImage make(
            Job job, Set<String> names, Set<String> without, @org.jspecify.annotations.Nullable BaseImage before)
            throws IOException, InterruptedException {
        job.tell("base: looking up " + names.size() + " Debian packages in "
                + job.plan().suite());
        Resolution found = archive.resolve(job.plan().suite(), names, without);
        String now = clock.instant().toString();
        if (before != null && before.resolution().equals(found.digest())) {
            return new BaseImage(
                    now, found.digest(), found.indexDates(), found.notes(), before.layer(), before.packages());
        }
        RootFilesystem files = archive.assemble(
                found,
                (ready, done, all, bytesDone, bytes) -> job.tell(
                        "base: package " + done + " of " + all + ", " + ready.name(), (double) bytesDone / bytes));
        job.tell("base: writing the layer of " + files.packages().size() + " packages");
        Layer layer = layout.addLayer("base", files.entries(), Compression.ZSTD);
        return new BaseImage(now, found.digest(), found.indexDates(), found.notes(), layer, files.packages());
    }

    /** Better the base of yesterday than none; that it is of yesterday is said. */
    private static BaseImage stale(BaseImage before, DebianException e) {
        List<String> notes = new ArrayList<>(before.notes());
        notes.add("the Debian archive cannot be asked (" + e.getMessage() + "): the base is of " + before.resolvedAt());
        return new BaseImage(
                before.resolvedAt(),
                before.resolution(),
                before.indexDates(),
                notes,
                before.layer(),
                before.packages());
    }
}
