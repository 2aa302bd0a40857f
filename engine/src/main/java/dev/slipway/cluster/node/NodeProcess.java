package dev.slipway.cluster.node;

import dev.slipway.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The node's two processes on this machine: the first one in its namespaces, and the host process, which is told to
 * end. The file {@code pid} in its home has both, each with its start time.
 */
record NodeProcess(ProcessIdentity inside, Optional<ProcessIdentity> host) {
    private static final int BOTH = 4;

    /** The running node of a home. A process that has ended does not count, even if nobody has reaped it. */
    static Optional<NodeProcess> of(Path home) {
        try {
            List<String> fields =
                    List.of(Files.readString(home.resolve("pid")).strip().split("\\s+"));
            return fields.size() < 2
                    ? Optional.empty()
                    : process(fields, 0).map(inside -> new NodeProcess(inside, host(fields, inside)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessIdentity> process(List<String> fields, int at) {
        return ProcessIdentity.parse(fields.get(at) + ":" + fields.get(at + 1)).filter(ProcessIdentity::alive);
    }

    /**
     * The host process of a node from an earlier Slipway, which noted its first process alone. It is the parent, if
     * that runs the same program.
     */
    private static Optional<ProcessIdentity> host(List<String> fields, ProcessIdentity inside) {
        if (fields.size() >= BOTH) {
            return process(fields, 2);
        }
        return inside.process()
                .flatMap(process -> process.parent()
                        .filter(parent -> parent.info().command().isPresent()
                                && parent.info().command().equals(process.info().command())))
                .flatMap(parent -> ProcessIdentity.of(parent.pid()));
    }

    /** The program that the node runs. */
    Optional<Path> program() {
        return host.flatMap(ProcessIdentity::process)
                .flatMap(p -> p.info().command())
                .map(Path::of);
    }

    Duration uptime(Instant now) {
        return inside.process()
                .flatMap(p -> p.info().startInstant())
                .map(started -> Duration.between(started, now))
                .orElse(Duration.ZERO);
    }
}
