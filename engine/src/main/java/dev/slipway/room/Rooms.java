package dev.slipway.room;

import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Workspace;
import dev.slipway.toolchain.Fitting;
import dev.slipway.toolchain.Toolchain;
import dev.slipway.toolchain.Toolchains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Makes rooms to build in. */
public final class Rooms {
    private static final Duration TRIAL = Duration.ofSeconds(20);

    private final Workspace workspace;
    private final Path home;
    private final Toolchains toolchains;

    /** @param listener gets each Debian package that is unpacked */
    public Rooms(Workspace workspace, UnpackListener listener) {
        this.workspace = workspace;
        this.home = workspace.home().resolve("room");
        this.toolchains = new Toolchains(workspace, listener);
    }

    /** A room, or the reason why there is none. */
    public sealed interface Opening {
        record Open(Room room) implements Opening {}

        /** This machine cannot make a room, or a person wants none. The reason says what is missing. */
        record Impossible(String reason) implements Opening {}
    }

    /** The releases of a toolchain that a room can have, the newest first. Asks the archive and the registry. */
    public List<String> releases(String toolchain) throws IOException, InterruptedException {
        return toolchains.releases(toolchain);
    }

    /**
     * The Debian suite of a room with these toolchains.
     *
     * @throws dev.slipway.debian.DebianException if the archive does not answer
     */
    public String suite(Collection<Toolchain> wanted) throws IOException, InterruptedException {
        return toolchains.suite(wanted);
    }

    /**
     * The reason why this machine's own tools have to serve; empty if rooms can be made. This is tried once after each
     * start of the machine.
     *
     * @throws dev.slipway.debian.DebianException if a package that enters a room cannot be had
     */
    public Optional<String> impossible() throws IOException, InterruptedException {
        if (workspace.env().getOrDefault("SLIPWAY_ROOM", "").equals("0")) {
            return Optional.of("SLIPWAY_ROOM=0 in the environment asks for none");
        }
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.of("rooms are made of Linux namespaces, and this is " + System.getProperty("os.name"));
        }
        Path system = toolchains.system();
        String now = machine();
        if (triedMachine().equals(now)) {
            return Optional.empty();
        }
        try {
            Fitting nothing = new Fitting("", "", Map.of(), Map.of(), List.of(), Map.of());
            Outcome tried = room(system, system, nothing, List.of())
                    .run(Step.of("/usr/bin/busybox", "true")
                            .in("/tmp")
                            .within(Limits.ofBuild().within(TRIAL)));
            if (!tried.ok()) {
                return Optional.of("a room was made, and nothing runs in it: " + String.join(" ", tried.lines()));
            }
        } catch (RoomException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        Path unfinished = Files.createTempFile(home, "works-", ".unfinished");
        Files.writeString(unfinished, now);
        Files.move(unfinished, works(), StandardCopyOption.ATOMIC_MOVE);
        return Optional.empty();
    }

    /** Makes the next opening try rooms again, because what worked works no longer. */
    void mistrust() throws IOException {
        Files.deleteIfExists(works());
    }

    /**
     * Opens a room with these toolchains.
     *
     * @param packages Debian packages beside them, such as {@code libpq-dev}
     * @throws dev.slipway.toolchain.UnknownToolchainException if no suite of Debian has all that is asked for
     * @throws dev.slipway.debian.DebianException if a package cannot be had
     */
    public Opening open(Collection<Toolchain> wanted, Collection<String> packages, List<Mount> mounts)
            throws IOException, InterruptedException {
        Optional<String> impossible = impossible();
        if (impossible.isPresent()) {
            return new Opening.Impossible(impossible.get());
        }
        Fitting fitting = toolchains.fitting(wanted, packages);
        List<Mount> all = new ArrayList<>(mounts);
        fitting.mounts().forEach((to, name) -> all.add(new Mount(toolchains.mounted(name), to, false)));
        return new Opening.Open(room(toolchains.system(), toolchains.root(fitting), fitting, all));
    }

    private Room room(Path system, Path root, Fitting fitting, List<Mount> mounts) throws IOException {
        Surroundings surroundings = new Surroundings(
                home.resolve("cache"),
                home.resolve("own")
                        .resolve(DigestUtils.sha256Hex(workspace.source().toString())
                                .substring(0, 16)),
                Registries.of(workspace.env()),
                Trust.of(home.resolve("trust"), workspace.env()));
        Entrance entrance = new Entrance(new SystemTools(system), home.resolve("run"));
        return new Room(root, fitting, mounts, entrance, surroundings);
    }

    private Path works() {
        return home.resolve("works");
    }

    private String triedMachine() {
        try {
            return Files.readString(works());
        } catch (IOException e) {
            return "";
        }
    }

    /** Identifies this start of the machine and this user. */
    private static String machine() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + " "
                + System.getProperty("user.name") + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/user"));
    }
}
