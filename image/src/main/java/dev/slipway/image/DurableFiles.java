package dev.slipway.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Writes files and folders that appear under their names by a rename when they are complete. Their content is on the
 * disk by then (fsync(2)). So neither a killed process nor a power cut leaves half a file under the name.
 */
public final class DurableFiles {
    private static final int AT_ONCE = 16;

    private DurableFiles() {}

    /** Replaces a file's content at once, mode 0644. Its folder is made where it does not exist. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path parent = parent(file);
        Files.createDirectories(parent);
        Path unfinished = Files.createTempFile(parent, ".unfinished-", "");
        try {
            Files.write(unfinished, bytes);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
            publish(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Renames a finished file, or a folder with its content, to its place on the same disk. */
    public static void publish(Path finished, Path place) throws IOException {
        if (Files.isDirectory(finished, LinkOption.NOFOLLOW_LINKS)) {
            flushAll(finished);
        } else {
            flush(finished);
        }
        Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
        flush(parent(place));
    }

    /** Writes several files to the disk at once, which takes no longer than one. */
    private static void flushAll(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.filter(path -> !Files.isSymbolicLink(path)).toList();
        }
        List<Future<?>> flushed = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.clamp(paths.size(), 1, AT_ONCE))) {
            for (Path path : paths) {
                flushed.add(threads.submit(() -> {
                    flush(path);
                    return path;
                }));
            }
        }
        for (Future<?> one : flushed) {
            if (one.state() == Future.State.FAILED) {
                Throwable cause = one.exceptionNow();
                throw cause instanceof IOException e ? e : new IOException(cause);
            }
        }
    }

    private static void flush(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path parent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException("no folder for " + file);
        }
        return parent;
    }
}
