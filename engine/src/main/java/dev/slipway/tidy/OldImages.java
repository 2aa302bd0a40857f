package dev.slipway.tidy;

import dev.slipway.image.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Images of the layout: the last of each service stay, with what they consist of. */
final class OldImages implements Superfluous {
    /** The one that serves, the one that replaces it, and one to look back at. */
    static final int EACH = 3;

    /** A run may have made a layer whose image is not there yet. */
    private static final Duration YOUNG = Duration.ofDays(1);

    private final Path layout;
    private final Instant now;

    OldImages(Path layout, Instant now) {
        this.layout = layout;
        this.now = now;
    }

    @Override
    public String name() {
        return "images";
    }

    @Override
    public Amount of(boolean free) throws IOException {
        if (!Files.isDirectory(layout)) {
            return Amount.NOTHING;
        }
        Layout.Pruned pruned = Layout.open(layout).prune(EACH, now.minus(YOUNG), free);
        return pruned.images() + pruned.blobs() == 0
                ? Amount.NOTHING
                : new Amount(pruned.images() + " images, " + pruned.blobs() + " blobs", pruned.bytes());
    }
}
