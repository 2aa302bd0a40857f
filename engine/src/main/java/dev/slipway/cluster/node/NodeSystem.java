package dev.slipway.cluster.node;

import dev.slipway.debian.DebianArchive;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.Package;
import dev.slipway.debian.Resolution;
import dev.slipway.gate.Failure;
import dev.slipway.gate.FullDisk;
import dev.slipway.gate.NoNetwork;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The node's root file system, made of Debian packages. Nothing is installed on the machine. */
final class NodeSystem {
    private static final String SUITE = "forky";

    /** Programs that the node's components call, as node/README.md lists them. */
    static final List<String> PACKAGES = List.of(
            "ca-certificates",
            "conntrack",
            "containerd",
            "containernetworking-plugins",
            "coreutils",
            "dash",
            "iproute2",
            "mount",
            "netbase",
            "nftables",
            "runc",
            "util-linux");

    private static final String NEED = "about 0.4 GB, and 5 GB where Kubernetes has to be compiled first";

    private static final int DIGEST_LENGTH = 16;

    /** After this time the archive is asked for newer packages when a node starts. */
    private static final Duration AGE = Duration.ofDays(14);

    private final Path home;
    private final Progress progress;
    private final Assembly assembly;
    private final Clock clock;

    NodeSystem(Path home, Progress progress) {
        this.home = home;
        this.progress = progress;
        this.assembly = this::ofDebian;
        this.clock = Clock.systemUTC();
    }

    NodeSystem(Path home, Progress progress, Assembly assembly, Clock clock) {
        this.home = home;
        this.progress = progress;
        this.assembly = assembly;
        this.clock = clock;
    }

    /** Makes the newest system in a folder below {@code rootfs}. Returns the folder's name. */
    @FunctionalInterface
    interface Assembly {
        String make() throws InterruptedException, IOException;
    }

    /** The folder that was assembled earlier for this list of packages. Uses no network. */
    Optional<Path> present() {
        try {
            Path folder =
                    home.resolve("rootfs").resolve(Files.readString(pointer()).strip());
            return Files.isDirectory(folder.resolve("usr")) ? Optional.of(folder) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String ofDebian() throws InterruptedException {
        DebianArchive archive = DebianArchive.standard(DebianArchive.hostArchitecture(), home.resolve("debian"));
        Resolution resolution = archive.resolve(SUITE, PACKAGES);
        String name = resolution.digest().substring(0, DIGEST_LENGTH);
        archive.unpack(resolution, home.resolve("rootfs").resolve(name), this::tell);
        progress.done("cluster", "system", resolution.packages().size() + " Debian packages (" + SUITE + ")");
        return name;
    }

    /** Whether the archive was asked long ago. */
    private boolean old() throws IOException {
        return Files.getLastModifiedTime(pointer())
                .toInstant()
                .isBefore(clock.instant().minus(AGE));
    }

    /** The newest system that can be had. An older one serves where the archive cannot be asked now. */
    Path get() throws InterruptedException {
        Optional<Path> present = present();
        try {
            if (present.isPresent() && !old()) {
                return present.get();
            }
            progress.started("cluster", "system", "the node's system from Debian's packages");
            String name = assembly.make();
            Files.writeString(pointer(), name + "\n");
            return home.resolve("rootfs").resolve(name);
        } catch (DebianException e) {
            if (present.isPresent()) {
                progress.on(new Progress.Event.Noted(
                        "cluster",
                        "system",
                        "the node's packages are older than " + AGE.toDays()
                                + " days, and newer ones could not be had: " + e.getMessage()));
                return present.get();
            }
            List<String> said = List.of(String.valueOf(e.getMessage()));
            if (NoNetwork.toldBy(said)) {
                throw new SlipwayFailure(
                        NoNetwork.failure(
                                "tried to fetch the Debian packages of the node, but the network did not answer",
                                said,
                                "what was fetched is kept"),
                        e);
            }
            if (FullDisk.toldBy(e)) {
                throw new SlipwayFailure(
                        FullDisk.failure("SLIP-403", "tried to unpack the node's system", home, NEED, said), e);
            }
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-407",
                            "The node's system could not be assembled from Debian's packages (" + SUITE + ").",
                            String.valueOf(e.getMessage()),
                            "mend what is named there and run the command again; what was fetched is kept"),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + pointer(), e);
        }
    }

    private void tell(Package ready, int done, int all, long bytes, long total) {
        progress.on(new Progress.Event.Advanced(
                "cluster",
                "system",
                String.format(Locale.ROOT, "%d of %d packages, %d MB", done, all, bytes / 1_000_000),
                total == 0 ? -1 : (double) bytes / total,
                Optional.empty()));
    }

    /**
     * The file that names the folder for this list of packages, so that a Slipway with another list makes another one.
     */
    private Path pointer() {
        return home.resolve("rootfs")
                .resolve("for-" + Integer.toHexString(String.join(" ", PACKAGES).hashCode()));
    }
}
