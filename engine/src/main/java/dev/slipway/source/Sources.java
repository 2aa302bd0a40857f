package dev.slipway.source;

import dev.slipway.gate.Workspace;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the services in a source tree, and how each becomes an image. */
public final class Sources {
    private Sources() {}

    /** Home of a JDK of this release or newer, the oldest such one, for steps that ask for <code>{jdk:N}</code>. */
    public static Optional<Path> jdk(Workspace workspace, int release) {
        return Jdks.find(workspace.env(), release);
    }
}
