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

/** Asks Debian's archive whether there is a package of a name, in the suite that it would be taken from. */
final class DebianNames {
    private final Workspace workspace;

    DebianNames(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Whether there is the package that a change names, with all that it depends on.
     *
     * @throws SlipwayFailure where the archive does not answer, which says nothing of the name
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
            // It is there, and something that it depends on is not.
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
