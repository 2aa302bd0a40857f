package dev.slipway.build;

import dev.slipway.application.BuildPlan;
import dev.slipway.debian.DebianArchive;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.Package;
import dev.slipway.debian.Resolution;
import dev.slipway.debian.RootFilesystem;
import dev.slipway.debian.UnpackListener;
import dev.slipway.image.Compression;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the lowest layer from Debian packages. It keeps the archive's answer for some hours, so a build needs the
 * network only if it asks for a new package or a fix was published. The layer stays the same as long as the packages
 * do.
 */
public final class DebianBase implements BaseImage.Maker {
    /** Debian publishes at most a few times a day. */
    private static final Duration FRESH = Duration.ofHours(12);
    /** Sooner or later every service needs certificates for TLS and time zones for dates. */
    private static final List<String> ALWAYS = List.of("ca-certificates", "tzdata");
    /** The certificates' package depends on it, but only its installation script runs it. */
    private static final String FOR_SCRIPT_ONLY = "openssl";

    private final Packages archive;
    private final Fixes fixes;
    private final String architecture;
    private final Layout layout;
    private final Clock clock;
    private final CachedMaker<Request, BaseImage> bases;

    public DebianBase(Packages archive, Fixes fixes, String architecture, Layout layout, Path kept, Clock clock) {
        this.archive = archive;
        this.fixes = fixes;
        this.architecture = architecture;
        this.layout = layout;
        this.clock = clock;
        this.bases = new CachedMaker<>(
                request -> kept.resolve(request.key() + ".json"), BaseImage.class, this::holds, this::make);
    }

    /** The packages for a service, and the request to the archive for them. */
    private record Request(Job job, TreeSet<String> names, TreeSet<String> without, String architecture) {
        String key() {
            return Fingerprint.of("2", job.plan().suite(), architecture, names.toString(), without.toString());
        }
    }

    /** Knows which fixes are published for the packages of an earlier base. */
    @FunctionalInterface
    public interface Fixes {
        /**
         * Whether the archive has newer versions of some packages.
         *
         * @throws DebianException if there is nothing to compare with, or it cannot be trusted
         */
        boolean missing(String release, List<RootFilesystem.Installed> packages)
                throws IOException, InterruptedException;
    }

    /** The part of Debian's archive that is needed here. */
    public interface Packages {
        Resolution resolve(String suite, Set<String> names, Set<String> without) throws InterruptedException;

        RootFilesystem assemble(Resolution resolution, UnpackListener listener) throws InterruptedException;

        static Packages of(DebianArchive archive) {
            return new Packages() {
                @Override
                public Resolution resolve(String suite, Set<String> names, Set<String> without)
                        throws InterruptedException {
                    return archive.resolve(suite, names, without);
                }

                @Override
                public RootFilesystem assemble(Resolution resolution, UnpackListener listener)
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
        Request request = new Request(job, names, without, architecture);
        try {
            return bases.of(request);
        } catch (DebianException e) {
            return stale(
                    complete(request)
                            .orElseThrow(() -> BuildFailures.debian(
                                    "the base", job.name(), job.workspace().home(), e)),
                    e);
        }
    }

    private Optional<BaseImage> complete(Request request) throws IOException {
        Optional<BaseImage> before = bases.last(request);
        return before.isPresent() && layout.whole(before.get().layer()) ? before : Optional.empty();
    }

    private boolean holds(Request request, BaseImage before) throws IOException, InterruptedException {
        if (!layout.whole(before.layer())) {
            request.job().note("the base is not whole in the cache: it is made again");
            return false;
        }
        return clock.instant().isBefore(Instant.parse(before.resolvedAt()).plus(FRESH))
                && !lacksFixes(request.job(), before);
    }

    /** A base that lacks a published fix is made anew at once, however young it is. */
    private boolean lacksFixes(Job job, BaseImage before) throws IOException, InterruptedException {
        try {
            return fixes.missing(job.plan().suite(), before.packages());
        } catch (DebianException e) {
            // There is nothing to compare with. The base is kept, and the scan reports that there is no data.
            return false;
        }
    }

    private BaseImage make(Request request) throws IOException, InterruptedException {
        Job job = request.job();
        job.tell("base: looking up " + request.names().size() + " Debian packages in "
                + job.plan().suite());
        Resolution found = archive.resolve(job.plan().suite(), request.names(), request.without());
        String now = clock.instant().toString();
        Optional<BaseImage> before = complete(request);
        if (before.isPresent() && before.get().resolution().equals(found.digest())) {
            return new BaseImage(
                    now,
                    found.digest(),
                    found.indexDates(),
                    found.notes(),
                    before.get().layer(),
                    before.get().packages());
        }
        RootFilesystem files = archive.assemble(found, new UnpackListener() {
            @Override
            public void unpacked(Package ready, int done, int all, long bytesDone, long bytes) {
                job.tell("base: package " + done + " of " + all + ", " + ready.name(), (double) bytesDone / bytes);
            }

            @Override
            public void mended(String what) {
                job.note("base: " + what);
            }
        });
        job.tell("base: writing the layer of " + files.packages().size() + " packages");
        Layer layer = layout.addLayer("base", files.entries(), Compression.ZSTD);
        return new BaseImage(now, found.digest(), found.indexDates(), found.notes(), layer, files.packages());
    }

    /** Takes the last base if the archive does not answer. A note says how old it is. */
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
