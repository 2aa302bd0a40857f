package dev.slipway.cluster.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads the mounts of this machine. */
final class MountTable {
    private static final int MOUNT_POINT = 4;

    private MountTable() {}

    /** Whether something is mounted below a folder. Deleting the folder would delete the content of the mount. */
    static boolean below(Path folder) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            // Spaces in a path are written \040.
            String prefix = folder.toString().replace(" ", "\\040") + "/";
            return lines.map(l -> l.split(" "))
                    .anyMatch(f -> f.length > MOUNT_POINT && f[MOUNT_POINT].startsWith(prefix));
        } catch (IOException e) {
            return false;
        }
    }
}
