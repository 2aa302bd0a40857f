package dev.slipway.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.file.PathUtils;

/**
 * Removes what a smoke test leaves behind. The kernel keeps a cgroup until the last process in it is dead. The next
 * test removes what a killed test left behind.
 */
final class Leftovers {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final String PREFIX = "slipway-smoke-";
    private static final Duration LONGEST_TEST = Duration.ofHours(1);

    private Leftovers() {}

    static void remove(String id, Path bundles) throws IOException {
        removeCgroups(id);
        delete(bundles);
        Path all = bundles.getParent();
        if (all == null) {
            return;
        }
        deleteOlder(all, LONGEST_TEST);
    }

    /** Deletes everything in a folder that was not changed for this long. */
    static void deleteOlder(Path all, Duration age) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
            for (Path folder : folders) {
                if (older(folder, age)) {
                    delete(folder);
                }
            }
        }
    }

    private static void removeCgroups(String id) throws IOException {
        if (!Files.isDirectory(CGROUPS)) {
            return;
        }
        // Cgroups of version 2 have one tree, those of version 1 have one for each controller.
        List<Path> trees = new ArrayList<>(List.of(CGROUPS));
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(CGROUPS, Files::isDirectory)) {
            folders.forEach(trees::add);
        }
        for (Path tree : trees) {
            try (DirectoryStream<Path> groups = Files.newDirectoryStream(tree, PREFIX + "*")) {
                for (Path group : groups) {
                    if (String.valueOf(group.getFileName()).startsWith(id) || older(group, LONGEST_TEST)) {
                        removeCgroup(group);
                    }
                }
            }
        }
    }

    /**
     * Removes a cgroup, whose last processes may still be dying. An interruption does not stop this; the thread's flag
     * is set again afterwards.
     */
    private static void removeCgroup(Path group) {
        boolean interrupted = false;
        for (int i = 0; i < 100; i++) {
            try {
                Files.deleteIfExists(group);
                break;
            } catch (IOException busy) {
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean older(Path path, Duration age) throws IOException {
        return Files.exists(path)
                && Files.getLastModifiedTime(path)
                        .toInstant()
                        .isBefore(Instant.now().minus(age));
    }

    /** Deletes a folder and its content. It deletes links and does not follow them. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            PathUtils.deleteDirectory(folder);
        }
    }
}
