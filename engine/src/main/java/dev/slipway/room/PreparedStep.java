package dev.slipway.room;

import dev.slipway.toolchain.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a step has on this machine while it runs. It is removed afterwards.
 *
 * @param written folders of this machine that the step can write to
 */
record PreparedStep(Path folder, ControlGroup group, List<Path> written, Optional<Gateway> gateway)
        implements AutoCloseable {
    PreparedStep {
        written = List.copyOf(written);
    }

    /** Whether the room was made. Until then its first process is in Slipway's own namespaces. */
    boolean entered() {
        try {
            return Files.size(folder.resolve("entered")) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        gateway.ifPresent(Gateway::close);
        group.close();
        Folders.delete(folder);
    }
}
