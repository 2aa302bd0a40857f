package dev.slipway.trial;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import dev.slipway.debian.DebianArchive;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Failure;
import dev.slipway.gate.NoNetwork;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.room.PlanRoom;
import dev.slipway.room.Rooms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks Debian's archive which packages have a file, in the suite that they would be taken from. */
final class DebianFiles implements FileOwners {
    /** A file that more packages have says little of what is lacked. */
    private static final int MOST = 4;

    private final Workspace workspace;

    DebianFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Names of packages that can be had with all that they depend on, the most probable first.
     *
     * @throws SlipwayFailure where the archive does not answer, which says nothing of the file
     */
    @Override
    public List<String> holding(MissingFile file, BuildPlan plan) throws InterruptedException {
        DebianArchive archive = DebianArchive.standard(
                DebianArchive.hostArchitecture(), workspace.home().resolve("debian"));
        try {
            String suite = file.ofBuild()
                    ? new Rooms(workspace, UnpackListener.SILENT).suite(PlanRoom.toolchains(plan.steps()))
                    : plan.suite();
            List<String> found = archive.holding(suite, file.part(), file.path());
            return can(archive, suite, found.subList(0, Math.min(MOST, found.size())));
        } catch (IOException | DebianException e) {
            throw silent(file, e);
        }
    }

    @Override
    public String source(Service service, String path) {
        Path root = workspace.source().resolve(service.dir()).normalize();
        Path file = root.resolve(path).normalize();
        try {
            return file.startsWith(root) && Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> can(DebianArchive archive, String suite, List<String> names)
            throws InterruptedException {
        List<String> whole = new ArrayList<>();
        for (String name : names) {
            try {
                archive.resolve(suite, List.of(name));
                whole.add(name);
            } catch (DebianException e) {
                // It is there, and something that it depends on is not.
            }
        }
        return whole;
    }

    private static SlipwayFailure silent(MissingFile file, Exception e) {
        List<String> said = List.of(String.valueOf(e.getMessage()));
        String tried = "tried to learn which package of Debian has " + file.name();
        return new SlipwayFailure(
                NoNetwork.toldBy(said)
                        ? NoNetwork.failure(
                                tried + ", but the network did not answer", said, "what was built so far is kept")
                        : new Failure(
                                "SLIP-205",
                                tried + ", but the archive cannot be read",
                                String.valueOf(e.getMessage()),
                                "mend what is named there, then run the command again"),
                e);
    }
}
