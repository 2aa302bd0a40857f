package dev.slipway.build;

import dev.slipway.image.Entry;
import dev.slipway.image.Layer;
import java.io.IOException;
import java.util.List;

/** A layer of a plan. @param contents its files, read only on demand */
public record MadeLayer(Layer layer, Contents contents) {
    /** Reads a layer's entries. */
    @FunctionalInterface
    public interface Contents {
        List<Entry> read() throws IOException;
    }
}
