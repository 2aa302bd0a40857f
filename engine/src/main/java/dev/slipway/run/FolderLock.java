package dev.slipway.run;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one command at a time change what belongs to a folder's application. The lock ends with its process. */
public final class FolderLock implements AutoCloseable {
    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /** @throws SlipwayFailure SLIP-901 if another command has it */
    public static FolderLock take(Workspace workspace) throws IOException {
        Path work = workspace.makeWork();
        FileChannel file = FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            // This very process holds it, which is the same as another one.
        }
        if (lock == null) {
            file.close();
            throw new SlipwayFailure(new Failure(
                    "SLIP-901",
                    "Another slipway is working on this application.",
                    work.resolve("lock") + " is held by a running process",
                    "wait for it, or end it (Ctrl-C in its terminal), then run the command again"));
        }
        return new FolderLock(file);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
