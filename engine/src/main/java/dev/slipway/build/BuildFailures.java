package dev.slipway.build;

import dev.slipway.debian.DebianException;
import dev.slipway.gate.Failure;
import dev.slipway.gate.FullDisk;
import dev.slipway.gate.NoNetwork;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns exceptions about files, the archive and images into failures with a remedy. */
public final class BuildFailures {
    private BuildFailures() {}

    public static SlipwayFailure writing(Path where, IOException e) {
        if (FullDisk.toldBy(e)) {
            return full("tried to write files below " + where, where, List.of(String.valueOf(e.getMessage())), e);
        }
        return new SlipwayFailure(
                new Failure(
                        "SLIP-201",
                        "tried to read or write files below " + where + ", but failed",
                        e.getClass().getSimpleName() + ": " + e.getMessage(),
                        "check that " + where + " can be read and written, then run the command again"),
                e);
    }

    static SlipwayFailure full(String tried, Path where, List<String> evidence, @Nullable Throwable cause) {
        return new SlipwayFailure(
                FullDisk.failure("SLIP-208", tried, where, "about 2 GB for an application", evidence), cause);
    }

    /** @param what the purpose of the packages, for people */
    static SlipwayFailure debian(String what, String service, Path home, DebianException e) {
        List<String> said = List.of(String.valueOf(e.getMessage()));
        if (NoNetwork.toldBy(said)) {
            return new SlipwayFailure(
                    NoNetwork.failure(
                            "tried to fetch the Debian packages of " + service + ", but the network did not answer",
                            said,
                            "what was downloaded is kept"),
                    e);
        }
        if (FullDisk.toldBy(e)) {
            return full("tried to make " + what + " of " + service + " from Debian packages", home, said, e);
        }
        return new SlipwayFailure(
                new Failure(
                        "SLIP-205",
                        "tried to make " + what + " of " + service + " from Debian packages, but failed",
                        String.valueOf(e.getMessage()),
                        "mend what is named there, then run the command again; what was downloaded is kept"),
                e);
    }

    static SlipwayFailure image(String service, Path home, ImageException e) {
        if (FullDisk.toldBy(e)) {
            return full("tried to write the image of " + service, home, List.of(String.valueOf(e.getMessage())), e);
        }
        return new SlipwayFailure(
                new Failure(
                        "SLIP-206",
                        "tried to write the image of " + service + ", but failed",
                        String.valueOf(e.getMessage()),
                        "run the command again"),
                e);
    }
}
