package dev.slipway.debian;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Debian packages as files, without installing them: their signed index, their dependencies, their contents. Nothing of
 * a package is ever run. Safe for use by several threads and, on one cache, by several processes.
 */
public final class DebianArchive {
    private final List<Source> sources;
    private final String architecture;
    private final Archive archive;
    private final ConcurrentMap<String, Offer> offers = new ConcurrentHashMap<>();

    private record Offer(PackageIndex index, List<String> notes) {}

    /** Debian's own archive. {@code architecture} is as Debian names it; {@code cache} may be shared and is kept. */
    public static DebianArchive standard(String architecture, Path cache) {
        return new DebianArchive(Source.standard(), architecture, cache, Clock.systemUTC(), Duration.ofSeconds(1));
    }

    /** The sources of a file as sources.list(5) describes it, deb822-style. */
    public static DebianArchive of(Path sources, String architecture, Path cache) {
        return new DebianArchive(Source.read(sources), architecture, cache, Clock.systemUTC(), Duration.ofSeconds(1));
    }

    DebianArchive(List<Source> sources, String architecture, Path cache, Clock clock, Duration pause) {
        this.sources = sources;
        this.architecture = architecture;
        this.archive = new Archive(architecture, cache, new Mirror(cache.resolve("by-sha256"), pause), clock);
    }

    /** Debian's name of the architecture that this program runs on. */
    public static String hostArchitecture() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> System.getProperty("os.arch", "unknown");
        };
    }

    /** The packages with all that they depend on, save what only installation scripts need. */
    public Resolution resolve(String suite, Collection<String> names) throws InterruptedException {
        return resolve(suite, names, Set.of());
    }

    /** Likewise, leaving out the packages {@code without}, as if they were there already. */
    public Resolution resolve(String suite, Collection<String> names, Set<String> without) throws InterruptedException {
        Offer offer = offer(suite);
        Set<String> omitted = new HashSet<>(Resolver.FOR_SCRIPTS_ONLY);
        omitted.addAll(without);
        omitted.removeAll(names);
        List<Package> packages = new Resolver(offer.index(), omitted).resolve(List.copyOf(names));
        return new Resolution(suite, architecture, packages, offer.notes());
    }

    private Offer offer(String suite) throws InterruptedException {
        Offer known = offers.get(suite);
        if (known != null) {
            return known;
        }
        List<Source> wanted = sources.stream().filter(s -> s.belongsTo(suite)).toList();
        if (wanted.isEmpty()) {
            throw new DebianException("no source has the suite " + suite + "; the suites are "
                    + sources.stream().map(Source::suite).distinct().sorted().toList());
        }
        List<Candidate> all = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Source source : wanted) {
            all.addAll(archive.candidates(source, notes));
        }
        Offer offer = new Offer(new PackageIndex(all), List.copyOf(notes));
        offers.put(suite, offer);
        return offer;
    }
}
