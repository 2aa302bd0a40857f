package dev.slipway.compile;

import dev.slipway.debian.DebianArchive;
import dev.slipway.debian.Package;
import dev.slipway.debian.Resolution;
import dev.slipway.gate.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Debian's packages of Go, unpacked below {@code tools/}. Nothing is installed on the machine. */
final class DebianGoPackages implements GoFinder.DebianGo {
    private static final String SUITE = "forky";
    /** Dependencies that only programs with C code need. Slipway's programs have none. */
    private static final Set<String> NOT_NEEDED =
            Set.of("gcc", "g++", "libc6-dev", "make", "pkgconf", "pkg-config", "perl", "perl-base", "libc6");

    private final Path home;
    private final Progress progress;

    DebianGoPackages(Path home, Progress progress) {
        this.home = home;
        this.progress = progress;
    }

    @Override
    public Optional<Path> unpacked(GoVersion atLeast) throws InterruptedException {
        DebianArchive archive = DebianArchive.standard(DebianArchive.hostArchitecture(), home.resolve("debian"));
        String series = atLeast.major() + "." + atLeast.minor();
        List<String> names = List.of("golang-" + series + "-go", "golang-" + series + "-src");
        Resolution resolution = archive.resolve(SUITE, names, NOT_NEEDED);
        if (!newEnough(resolution.packages(), atLeast)) {
            return Optional.empty();
        }
        Path folder = home.resolve("tools").resolve("go-" + resolution.digest().substring(0, 12));
        archive.unpack(
                resolution,
                folder,
                (ready, done, all, bytes, total) -> progress.on(new Progress.Event.Advanced(
                        CompileProgress.PHASE,
                        CompileProgress.STEP,
                        String.format(
                                Locale.ROOT,
                                "fetching Go %s from Debian: %d of %d MB",
                                series,
                                bytes / 1_000_000,
                                total / 1_000_000),
                        total == 0 ? -1 : (double) bytes / total,
                        Optional.empty())));
        return Optional.of(folder.resolve("usr/lib/go-" + series + "/bin/go"));
    }

    private static boolean newEnough(List<Package> packages, GoVersion atLeast) {
        return packages.stream()
                .filter(p -> p.name().endsWith("-go"))
                .anyMatch(p -> GoVersion.find(p.version())
                        .filter(v -> v.compareTo(atLeast) >= 0)
                        .isPresent());
    }
}
