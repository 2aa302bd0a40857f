package dev.slipway.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The node's two processes on this machine: the host process, which is told to end, and the first process of its
 * namespaces, whose pid and start time stand in the file {@code pid} of its home.
 */
record NodeProcess(ProcessHandle inside, Optional<ProcessHandle> host) {
    private static final int START_TIME = 19;

    /** The running node of a home. The start time tells it from another process that has got its pid. */
    static Optional<NodeProcess> of(Path home) {
        return of(home, Path.of("/proc"));
    }

    static Optional<NodeProcess> of(Path home, Path proc) {
        try {
            List<String> fields =
                    List.of(Files.readString(home.resolve("pid")).strip().split(" "));
            String stat = Files.readString(proc.resolve(fields.getFirst()).resolve("stat"));
            String[] after = stat.substring(stat.lastIndexOf(')') + 1).strip().split("\\s+");
            // The start time is field 22 of the file. The fields here begin with the third, behind the name.
            if (fields.size() != 2 || after.length <= START_TIME || !after[START_TIME].equals(fields.get(1))) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(fields.getFirst())).map(p -> new NodeProcess(p, p.parent()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    Duration uptime(Instant now) {
        return inside.info()
                .startInstant()
                .map(started -> Duration.between(started, now))
                .orElse(Duration.ZERO);
    }
}
