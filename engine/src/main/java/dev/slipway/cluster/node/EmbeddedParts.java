package dev.slipway.cluster.node;

import dev.slipway.compile.Programs;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.process.FutureResults;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The files that a node needs at its start. Files are fetched while the compiler works. Contour is not part of it: the
 * node starts its ingress when that program appears.
 *
 * @param program {@code slipway-node}
 * @param envoy empty if it could not be had
 */
record EmbeddedParts(Path program, Path system, Path images, Optional<Path> envoy) {
    static EmbeddedParts gather(Workspace workspace, Programs programs, Progress progress) throws InterruptedException {
        Path home = workspace.home();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Path> system = threads.submit(() -> new NodeSystem(home, progress).get());
            Future<Optional<Path>> envoy = threads.submit(() -> new EnvoyBinary(home, workspace.env(), progress).get());
            Future<Path> program = threads.submit(() -> programs.get(Programs.Program.NODE));
            Future<Path> images = threads.submit(() -> new NodeImages(home, programs).get());
            try {
                return new EmbeddedParts(
                        FutureResults.on(program),
                        FutureResults.on(system),
                        FutureResults.on(images),
                        FutureResults.on(envoy));
            } catch (RuntimeException | InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }
}
