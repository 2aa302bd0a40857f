package dev.slipway.room;

import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Workspace;
import dev.slipway.toolchain.Fitting;
import dev.slipway.toolchain.Toolchain;
import dev.slipway.toolchain.Toolchains;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/** Makes rooms to build in. */
public final class Rooms {
    private static final Duration TRIAL = Duration.ofSeconds(20);

    private final Workspace workspace;
    private final Path home;
    private final Toolchains toolchains;

    /** @param listener told of each Debian package that is unpacked */
    public Rooms(Workspace workspace, UnpackListener listener) {
        this.workspace = workspace;
        this.home = workspace.home().resolve("room");
        this.toolchains = new Toolchains(workspace, listener);
    }

    /** Whether a person asks by {@code SLIPWAY_ROOM=1} that builds run in rooms, with the tools of these. */
    public static boolean wanted(Map<String, String> env) {
        return env.getOrDefault("SLIPWAY_ROOM", "").equals("1");
    }

    /** Whether there is a room. */
    public sealed interface Opening {
        record Open(Room room) implements Opening {}

        /** This machine cannot make any; the reason says what is missing. */
        record Impossible(String reason) implements Opening {}
    }

    /** The releases of a toolchain that a room can have, the newest first. Asks the archive and the registry. */
    public List<String> releases(String toolchain) throws IOException, InterruptedException {
        return toolchains.releases(toolchain);
    }

    /**
     * A room with these toolchains.
     *
     * @param packages Debian packages beside them, such as {@code libpq-dev}
     * @throws dev.slipway.toolchain.UnknownToolchainException where no suite of Debian has all that is asked for
     * @throws dev.slipway.debian.DebianException where a package cannot be had
     */
    public Opening open(Collection<Toolchain> wanted, Collection<String> packages, List<Mount> mounts)
            throws IOException, InterruptedException {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return new Opening.Impossible(
                    "rooms are made of Linux namespaces, and this is " + System.getProperty("os.name"));
        }
        Path system = toolchains.system();
        Fitting fitting = toolchains.fitting(wanted, packages);
        List<Mount> all = new ArrayList<>(mounts);
        fitting.mounts().forEach((to, name) -> all.add(new Mount(toolchains.mounted(name), to, false)));
        Surroundings surroundings = new Surroundings(
                home.resolve("cache"),
                home.resolve("own")
                        .resolve(DigestUtils.sha256Hex(workspace.source().toString())
                                .substring(0, 16)),
                Registries.of(workspace.env()),
                Trust.of(home.resolve("trust"), workspace.env()));
        Entrance entrance = new Entrance(new SystemTools(system), home.resolve("run"));
        Room room = new Room(toolchains.root(fitting), fitting, all, entrance, surroundings);
        try {
            Outcome tried = room.run(
                    Step.of("/bin/true").in("/tmp").within(Limits.ofBuild().within(TRIAL)));
            return tried.ok()
                    ? new Opening.Open(room)
                    : new Opening.Impossible(
                            "a room was made, and nothing runs in it: " + String.join(" ", tried.lines()));
        } catch (RoomException e) {
            return new Opening.Impossible(String.valueOf(e.getMessage()));
        }
    }
}
