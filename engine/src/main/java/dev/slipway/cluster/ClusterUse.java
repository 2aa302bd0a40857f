package dev.slipway.cluster;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lock on the embedded node. Several commands may use the node at the same time, or one may remove it. The lock ends
 * with its process.
 */
public final class ClusterUse implements AutoCloseable {
    /** Stopping a node takes less than this. */
    private static final Duration STOP_WITHIN = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(100);
    /** The users in this process. A file lock belongs to the whole process, which cannot take it twice. */
    private static final Map<Path, Lease> HELD = new HashMap<>();

    private final Path file;
    private boolean closed;

    private record Lease(FileChannel channel, boolean shared, int users) {}

    private ClusterUse(Path file) {
        this.file = file;
    }

    /**
     * Keeps the node from being stopped. If another command is stopping it, this waits.
     *
     * @throws SlipwayFailure SLIP-904 if that does not end
     */
    public static ClusterUse of(Workspace workspace) throws InterruptedException {
        Path file = file(workspace);
        long end = System.nanoTime() + STOP_WITHIN.toNanos();
        while (!tryLock(file, true)) {
            if (System.nanoTime() > end) {
                throw new SlipwayFailure(refusal("The node is being stopped, and that does not end.", file));
            }
            Thread.sleep(POLL);
        }
        return new ClusterUse(file);
    }

    /** Takes the node for this command alone. @throws SlipwayFailure SLIP-904 if another command uses the node */
    public static ClusterUse alone(Workspace workspace) {
        Path file = file(workspace);
        if (!tryLock(file, false)) {
            throw new SlipwayFailure(refusal("The node was not touched: a running slipway uses it.", file));
        }
        return new ClusterUse(file);
    }

    private static Failure refusal(String summary, Path file) {
        return new Failure(
                "SLIP-904",
                summary,
                file + " is held by a running process",
                "wait for that command, or end it (Ctrl-C in its terminal), then run this one again");
    }

    private static Path file(Workspace workspace) {
        return workspace.home().resolve("locks").resolve(NodeName.of(workspace) + ".use");
    }

    private static boolean tryLock(Path file, boolean shared) {
        synchronized (HELD) {
            Lease known = HELD.get(file);
            if (known != null) {
                boolean both = shared && known.shared();
                if (both) {
                    HELD.put(file, new Lease(known.channel(), true, known.users() + 1));
                }
                return both;
            }
            try {
                Files.createDirectories(file.getParent());
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel, shared);
                if (lock == null) {
                    channel.close();
                    return false;
                }
                HELD.put(file, new Lease(channel, shared, 1));
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot lock " + file, e);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        synchronized (HELD) {
            Lease known = HELD.get(file);
            if (closed || known == null) {
                return;
            }
            closed = true;
            if (known.users() > 1) {
                HELD.put(file, new Lease(known.channel(), true, known.users() - 1));
                return;
            }
            HELD.remove(file);
            try {
                known.channel().close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot unlock " + file, e);
            }
        }
    }
}
