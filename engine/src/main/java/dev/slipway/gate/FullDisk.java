package dev.slipway.gate;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** A failure because a disk is full. It names the disk and the room that the work takes. */
public final class FullDisk {
    private static final List<String> WORDS =
            List.of("no space left", "disk quota exceeded", "enospc", "not enough space on the disk");

    private FullDisk() {}

    /** Whether the lines of a tool or of an exception say that a disk is full. */
    public static boolean toldBy(Collection<String> lines) {
        return lines.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .anyMatch(line -> WORDS.stream().anyMatch(line::contains));
    }

    public static boolean toldBy(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (toldBy(List.of(String.valueOf(e.getMessage())))) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param where a folder on the disk; it need not exist
     * @param need how much room such work takes, for people, such as {@code about 1 GB}
     */
    public static Failure failure(String id, String tried, Path where, String need, List<String> evidence) {
        return new Failure(
                id,
                tried + ": the disk is full.",
                where + " is on a disk with " + room(where) + "; this takes " + need,
                evidence,
                "free that much there, or set SLIPWAY_HOME to a folder on a larger disk; then run the same command again",
                "what was finished is kept");
    }

    private static String room(Path where) {
        try {
            Path there = where.toAbsolutePath();
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            FileStore disk = Files.getFileStore(there);
            return String.format(
                    Locale.ROOT,
                    "%d MB free of %d MB",
                    disk.getUsableSpace() / 1_000_000,
                    disk.getTotalSpace() / 1_000_000);
        } catch (IOException e) {
            return "no room that could be measured";
        }
    }
}
