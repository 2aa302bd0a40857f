package dev.slipway.debian;

/** Gets the events of packages while they are assembled. Several threads call it, one at a time. */
@FunctionalInterface
public interface UnpackListener {
    UnpackListener SILENT = (ready, packagesDone, packages, bytesDone, bytes) -> {};

    /** A package is ready. */
    void unpacked(Package ready, int packagesDone, int packages, long bytesDone, long bytes);

    /** A file of the cache was damaged and was made again. @param what the file and its damage, for people */
    default void mended(String what) {}
}
