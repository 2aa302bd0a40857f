package dev.slipway.trial;

import dev.slipway.debian.DebianArchive;
import dev.slipway.debian.DebianException;
import dev.slipway.gate.Workspace;
import java.util.List;

/** Asks Debian's archive whether there is a package of a name. */
final class DebianNames {
    private static final String SUITE = "trixie";

    private final Workspace workspace;

    DebianNames(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Whether the archive has the package that a change names. */
    boolean knows(Change change) throws InterruptedException {
        try {
            DebianArchive.standard(
                            DebianArchive.hostArchitecture(), workspace.home().resolve("debian"))
                    .resolve(SUITE, List.of(change.value()));
            return true;
        } catch (DebianException e) {
            return false;
        }
    }
}
