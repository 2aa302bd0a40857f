package dev.slipway.build;

import dev.slipway.debian.RootFilesystem;
import dev.slipway.image.Layer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The lowest layer of an image, with its Debian packages.
 *
 * @param resolvedAt when the archive was asked last, as an instant
 * @param resolution digest of the packages' digests
 * @param indexDates date of each suite's index
 * @param notes for a person
 */
public record BaseImage(
        String resolvedAt,
        String resolution,
        Map<String, String> indexDates,
        List<String> notes,
        Layer layer,
        List<RootFilesystem.Installed> packages) {
    public BaseImage {
        indexDates = Map.copyOf(indexDates);
        notes = List.copyOf(notes);
        packages = List.copyOf(packages);
    }

    /** Makes the base of a service's image. */
    @FunctionalInterface
    public interface Maker {
        BaseImage of(Job job) throws IOException, InterruptedException;
    }
}
