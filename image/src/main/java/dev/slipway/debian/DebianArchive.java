package dev.slipway.debian;

import dev.slipway.image.DurableFiles;
import dev.slipway.image.Entry;
import dev.slipway.image.FolderWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Debian packages as files, without installing them: their signed index, their dependencies, their contents. No program
 * of a package is run. Safe for use by several threads and, on one cache, by several processes.
 */
public final class DebianArchive {
    private static final Duration DAY = Duration.ofDays(1);

    private final List<Source> sources;
    private final String architecture;
    private final SignedIndexes indexes;
    private final Assembly assembly;
    private final Mirror mirror;
    private final Path cache;
    private final Map<String, Offer> offers;

    private record Offer(PackageIndex index, Map<String, String> dates, List<String> notes) {}

    /**
     * Debian's own archive, or the mirrors in the cache's file {@code debian.sources}.
     *
     * @param architecture as Debian names it
     * @param cache may be shared and is kept
     */
    public static DebianArchive standard(String architecture, Path cache) {
        Path own = cache.resolve("debian.sources");
        if (Files.isRegularFile(own)) {
            return of(own, architecture, cache);
        }
        return new DebianArchive(Source.standard(), architecture, cache, Clock.systemUTC(), Duration.ofSeconds(1));
    }

    /** The sources of a file as sources.list(5) describes it, deb822-style. */
    public static DebianArchive of(Path sources, String architecture, Path cache) {
        return new DebianArchive(Source.read(sources), architecture, cache, Clock.systemUTC(), Duration.ofSeconds(1));
    }

    DebianArchive(List<Source> sources, String architecture, Path cache, Clock clock, Duration pause) {
        this.sources = sources;
        this.architecture = architecture;
        this.cache = cache;
        this.mirror = new Mirror(cache.resolve("by-sha256"), pause);
        this.indexes = new SignedIndexes(architecture, cache, mirror, clock);
        this.assembly = new Assembly(mirror, new DebStore(cache.resolve("unpacked"), List.of()));
        this.offers = new HashMap<>();
    }

    private DebianArchive(DebianArchive same, List<String> xz) {
        this.sources = same.sources;
        this.architecture = same.architecture;
        this.cache = same.cache;
        this.mirror = same.mirror;
        this.indexes = same.indexes;
        this.assembly = new Assembly(mirror, new DebStore(cache.resolve("unpacked"), xz));
        this.offers = new HashMap<>();
    }

    /**
     * The same archive with a program that decompresses packages, several times as fast as this process.
     *
     * @param xz the program, with the options by which it decompresses its standard input
     */
    public DebianArchive decompressedBy(List<String> xz) {
        return new DebianArchive(this, xz);
    }

    /** Debian's name of the architecture that this program runs on. */
    public static String hostArchitecture() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> System.getProperty("os.arch", "unknown");
        };
    }

    /** The packages with everything that they depend on, except what only installation scripts need. */
    public Resolution resolve(String suite, Collection<String> names) throws InterruptedException {
        return resolve(suite, names, Set.of());
    }

    /** The same without the packages {@code without}, which are treated as installed. */
    public Resolution resolve(String suite, Collection<String> names, Set<String> without) throws InterruptedException {
        Offer offer = offer(suite);
        Set<String> omitted = new HashSet<>(Resolver.FOR_SCRIPTS_ONLY);
        omitted.addAll(without);
        omitted.removeAll(names);
        List<Package> packages = new Resolver(offer.index(), omitted).resolve(List.copyOf(names));
        return new Resolution(suite, architecture, packages, offer.dates(), offer.notes());
    }

    /** The versions of the packages whose whole name matches. */
    public Map<String, String> offered(String suite, Pattern name) throws InterruptedException {
        return offer(suite).index().versions(name);
    }

    /**
     * The packages of a release that have a file whose path matches, the most probable first. The archive's indexes of files are
     * fetched for it, some 50 MB, and kept.
     *
     * @param part a piece of each such path, by which a pass through the index is quick
     * @param path of a path without a slash before it, such as {@code ^usr/bin/git$}
     * @throws DebianException where there is no such suite, or an index is neither to be had nor kept
     */
    public List<String> holding(String release, String part, Pattern path) throws InterruptedException {
        for (Source source : sources(release)) {
            if (source.suite().equals(release)) {
                for (Path index : indexes.files(source, DAY)) {
                    try {
                        List<String> found = SignedIndexes.FileIndex.packages(index, part, path);
                        if (!found.isEmpty()) {
                            return found;
                        }
                    } catch (IOException e) {
                        throw new DebianException(
                                "cannot read the index of files " + index + ": " + e.getMessage()
                                        + "; delete that file and run the command again",
                                e);
                    }
                }
            }
        }
        return List.of();
    }

    /** The packages' files for an image's layers. */
    public List<Entry> entries(Resolution resolution) throws InterruptedException {
        return assemble(resolution, UnpackListener.SILENT).entries();
    }

    /** The packages' files with their data for an SBOM. Packages that are not in the cache are downloaded. */
    public RootFilesystem assemble(Resolution resolution, UnpackListener listener) throws InterruptedException {
        return assembly.of(resolution, listener);
    }

    /**
     * Writes the packages' files into a folder, which appears when it is complete. An existing folder stays as it is.
     */
    public void unpack(Resolution resolution, Path folder, UnpackListener listener) throws InterruptedException {
        if (Files.exists(folder)) {
            return;
        }
        RootFilesystem files = assemble(resolution, listener);
        try {
            Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
            Path unfinished = Files.createTempDirectory(parent, "unfinished-");
            FolderWriter.write(files.entries(), unfinished);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            DurableFiles.publish(unfinished, folder);
        } catch (IOException e) {
            throw DebianException.writing(folder, e);
        }
    }

    public void unpack(Resolution resolution, Path folder) throws InterruptedException {
        unpack(resolution, folder, UnpackListener.SILENT);
    }

    /**
     * The packages in the update suites of a release. These are much smaller than the release, so that they can be
     * asked often.
     *
     * @param age the mirror is not asked again while its last answer is no older than this
     * @throws DebianException if there is no such suite, or if an index can neither be fetched nor taken from the
     * cache, or has expired
     */
    public Updates updates(String release, Duration age) throws InterruptedException {
        List<Updates.Index> read = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Map<String, Version> newest = new TreeMap<>();
        for (Source source : sources(release)) {
            if (!source.suite().equals(release)) {
                SignedIndexes.Listed listed = indexes.list(source, age, notes);
                read.add(listed.index());
                listed.candidates()
                        .forEach(one ->
                                newest.merge(one.of().name(), one.version(), (a, b) -> a.compareTo(b) >= 0 ? a : b));
            }
        }
        Map<String, String> versions = new TreeMap<>();
        newest.forEach((name, version) -> versions.put(name, version.text()));
        return new Updates(release, read, versions, notes);
    }

    private List<Source> sources(String release) {
        List<Source> wanted = sources.stream().filter(s -> s.belongsTo(release)).toList();
        if (wanted.isEmpty()) {
            throw new DebianException("no source has the suite " + release + "; the suites are "
                    + sources.stream().map(Source::suite).distinct().sorted().toList());
        }
        return wanted;
    }

    /** Each index is read once. */
    private synchronized Offer offer(String suite) throws InterruptedException {
        Offer known = offers.get(suite);
        if (known != null) {
            return known;
        }
        List<Candidate> all = new ArrayList<>();
        Map<String, String> dates = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        for (Source source : sources(suite)) {
            SignedIndexes.Listed listed = indexes.list(source, Duration.ZERO, notes);
            dates.put(source.suite(), listed.index().date().toString());
            all.addAll(listed.candidates());
        }
        Offer offer = new Offer(new PackageIndex(all), dates, List.copyOf(notes));
        offers.put(suite, offer);
        return offer;
    }
}
