package dev.slipway.room;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kernel's limits for all processes of a step together (cgroups(7)). Version 1 needs a group for memory and one for
 * processes; version 2 needs one for both. If this process may not make groups, there are none, and {@link Watch} does
 * what it can.
 */
final class ControlGroup implements AutoCloseable {
    private static final Path ALL = Path.of("/sys/fs/cgroup");
    private static final int TRIES = 100;

    private final List<Path> folders;
    private final boolean memory;
    private final boolean processes;

    private ControlGroup(List<Path> folders, boolean memory, boolean processes) {
        this.folders = List.copyOf(folders);
        this.memory = memory;
        this.processes = processes;
    }

    static ControlGroup make(String name, Limits limits) {
        List<Path> made = new ArrayList<>();
        boolean memory = false;
        boolean processes = false;
        for (Path parent : parents()) {
            Path folder = parent.resolve(name);
            try {
                Files.createDirectory(folder);
                boolean limitsMemory = set(folder, "memory.max", limits.memory())
                        || set(folder, "memory.limit_in_bytes", limits.memory());
                boolean limitsProcesses = set(folder, "pids.max", limits.processes());
                if (limitsMemory || limitsProcesses) {
                    made.add(folder);
                    memory |= limitsMemory;
                    processes |= limitsProcesses;
                } else {
                    Files.deleteIfExists(folder);
                }
            } catch (IOException e) {
                // This group cannot be made here; the next one may be.
                remove(folder);
            }
        }
        return new ControlGroup(made, memory, processes);
    }

    /** Folders of the groups. Writing a process's number to their {@code cgroup.procs} moves it there. */
    List<Path> folders() {
        return folders;
    }

    boolean limitsMemory() {
        return memory;
    }

    boolean limitsProcesses() {
        return processes;
    }

    /** The limit that the kernel enforced. */
    Optional<Outcome.Limit> hit() {
        for (Path folder : folders) {
            if (counted(folder.resolve("memory.events"), "oom_kill")
                    || counted(folder.resolve("memory.oom_control"), "oom_kill")) {
                return Optional.of(Outcome.Limit.MEMORY);
            }
            if (counted(folder.resolve("pids.events"), "max")) {
                return Optional.of(Outcome.Limit.PROCESSES);
            }
        }
        return Optional.empty();
    }

    private static boolean counted(Path file, String event) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.anyMatch(line -> line.matches(event + " [1-9]\\d*"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Folders in which groups can be made: below this process's own under version 1, beside it under version 2. */
    private static List<Path> parents() {
        List<Path> parents = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
                String[] parts = line.split(":", 3);
                String own = parts[2].replaceFirst("^/", "");
                if (List.of(parts[1].split(",")).contains("memory")
                        || List.of(parts[1].split(",")).contains("pids")) {
                    parents.add(ALL.resolve(parts[1]).resolve(own));
                } else if (parts[1].isEmpty() && Files.exists(ALL.resolve("cgroup.controllers"))) {
                    Path beside = ALL.resolve(own).getParent();
                    parents.add(own.isEmpty() || beside == null ? ALL : beside);
                }
            }
        } catch (IOException e) {
            // This machine has no cgroups.
        }
        return parents.stream().filter(Files::isWritable).toList();
    }

    private static boolean set(Path folder, String file, long value) {
        if (!Files.exists(folder.resolve(file))) {
            return false;
        }
        try {
            Files.writeString(folder.resolve(file), Long.toString(value));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Its last processes may still be dying. */
    @Override
    public void close() {
        folders.forEach(ControlGroup::remove);
    }

    private static void remove(Path folder) {
        boolean interrupted = false;
        for (int i = 0; i < TRIES; i++) {
            try {
                Files.deleteIfExists(folder);
                break;
            } catch (IOException busy) {
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
