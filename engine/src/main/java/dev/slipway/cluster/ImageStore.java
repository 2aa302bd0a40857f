package dev.slipway.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.function.Supplier;

/** The images that a cluster's node has. */
public interface ImageStore {
    /** Whether images can be put there at all. */
    default boolean takes() {
        return true;
    }

    /** Digests of the blobs that the node has already. */
    Set<String> held() throws InterruptedException;

    /** Streams an OCI archive into the node; blobs in {@link #held} may be left out of it. */
    void load(ArchiveSource archive) throws InterruptedException;

    /**
     * Takes images off the node.
     *
     * @param repositories the images' names without their tags
     * @param used tells the names of those that stay, when it is asked
     */
    default void keepOnly(Set<String> repositories, Supplier<Set<String>> used) throws InterruptedException {
        // Tools of other clusters have no such command, or have a collector of their own.
    }

    /** Writes the archive and leaves the stream open. */
    @FunctionalInterface
    interface ArchiveSource {
        void writeTo(OutputStream out) throws IOException;
    }
}
