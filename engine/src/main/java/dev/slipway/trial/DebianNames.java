package dev.slipway.trial;

import dev.slipway.application.BuildPlan;
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
import java.util.List;
import java.util.regex.Pattern;

/** Asks Debian's archive for a package, in the suite from which it would be taken. */
final class DebianNames {
    private final Workspace workspace;

    DebianNames(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Whether the archive has the package that a change names, and everything that it depends on.
     *
     * @throws SlipwayFailure if the archive does not answer, which says nothing about the name
     */
    boolean knows(Change change, BuildPlan plan) throws InterruptedException {
        DebianArchive archive = DebianArchive.standard(
                DebianArchive.hostArchitecture(), workspace.home().resolve("debian"));
        String suite;
        try {
            suite = change.ofBuild()
                    ? new Rooms(workspace, UnpackListener.SILENT).suite(PlanRoom.toolchains(plan.steps()))
                    : plan.suite();
            if (archive.offered(suite, Pattern.compile(Pattern.quote(change.value())))
                    .isEmpty()) {
                return false;
            }
        } catch (IOException | DebianException e) {
            throw silent(change, e);
        }
        try {
            archive.resolve(suite, List.of(change.value()));
            return true;
        } catch (DebianException e) {
            // The package exists, but one of its dependencies does not.
            return false;
        }
    }

    private static SlipwayFailure silent(Change change, Exception e) {
        List<String> said = List.of(String.valueOf(e.getMessage()));
        String tried = "tried to learn whether Debian has a package " + change.value();
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
