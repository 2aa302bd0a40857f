package dev.slipway.containerize;

import dev.slipway.debian.DebianException;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;

/** What goes wrong with files, the archive and images, as failures. */
final class Problems {
    private Problems() {}

    static SlipwayFailure writing(Path where, IOException e) {
        String reason = String.valueOf(e.getMessage());
        boolean full = reason.contains("No space left");
        return new SlipwayFailure(
                new Failure(
                        "SLIP-201",
                        "tried to read or write files below " + where + ", but failed",
                        e.getClass().getSimpleName() + ": " + reason,
                        full
                                ? "free some space on the disk of " + where + ", then run the command again"
                                : "check that " + where + " can be read and written, then run the command again"),
                e);
    }

    static SlipwayFailure debian(String service, DebianException e) {
        return new SlipwayFailure(
                new Failure(
                        "SLIP-205",
                        "tried to make the base of " + service + " from Debian packages, but failed",
                        String.valueOf(e.getMessage()),
                        "check the network and the proxy, then run the command again; what was downloaded is kept"),
                e);
    }

    static SlipwayFailure image(String service, ImageException e) {
        return new SlipwayFailure(
                new Failure(
                        "SLIP-206",
                        "tried to write the image of " + service + ", but failed",
                        String.valueOf(e.getMessage()),
                        "run the command again"),
                e);
    }
}
