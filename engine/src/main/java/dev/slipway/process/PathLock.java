package dev.slipway.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock with one holder at a time among all threads and processes of the machine. It ends with the process that holds
 * it.
 */
public final class PathLock {
    private static final long POLL_MILLIS = 200;

    private final Path file;
    /**
     * A file lock belongs to a whole process, so the process's threads need a lock of their own. It serves them in
     * order.
     */
    private final ReentrantLock threads = new ReentrantLock(true);

    /** A held lock. Closing it releases it. */
    public interface Handle extends AutoCloseable {
        @Override
        void close();
    }

    public PathLock(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** @param onWait called once where another process holds it */
    public Handle acquire(Runnable onWait) throws InterruptedException {
        threads.lockInterruptibly();
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                lock(channel, onWait);
            } catch (InterruptedException | IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            return () -> release(channel);
        } catch (IOException e) {
            threads.unlock();
            throw new UncheckedIOException("cannot lock " + file, e);
        } catch (InterruptedException | RuntimeException e) {
            threads.unlock();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Runnable onWait) throws IOException, InterruptedException {
        FileLock lock = tryLock(channel);
        if (lock != null) {
            return;
        }
        onWait.run();
        while (tryLock(channel) == null) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another instance in this process holds it.
            return null;
        }
    }

    private void release(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + file, e);
        } finally {
            threads.unlock();
        }
    }
}
