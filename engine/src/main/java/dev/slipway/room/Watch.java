package dev.slipway.room;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at a running step a few times each second. It enforces the limits that the kernel does not, and measures
 * memory.
 */
final class Watch {
    static final Duration EVERY = Duration.ofMillis(200);

    /** SIGXFSZ: a file beyond the limit of its size. */
    private static final int SIZE_EXCEEDED = 128 + 25;

    private static final Pattern NO_PROCESS = Pattern.compile(
            "(?i)cannot fork|can't fork|fork: |resource temporarily unavailable|\\bEAGAIN\\b|unable to create native thread");
    private static final Pattern NO_MEMORY = Pattern.compile(
            "(?i)out of memory|cannot allocate memory|\\bENOMEM\\b|MemoryError|bad_alloc|OutOfMemoryError");

    private final Limits limits;
    private final ControlGroup group;
    private final List<Path> written;
    private final Instant begun = Instant.now();
    private final Set<FileStore> disks;
    private final long free;
    private volatile long peak;
    private volatile int most;

    /** @param written folders of this machine that the step can write to */
    Watch(Limits limits, ControlGroup group, List<Path> written) {
        this.limits = limits;
        this.group = group;
        this.written = List.copyOf(written);
        this.disks = disksOf(written);
        this.free = free();
    }

    /** The most bytes that the processes held. */
    long peak() {
        return peak;
    }

    /** The limit that the step exceeds now. */
    Optional<Outcome.Limit> look(ProcessHandle room) {
        List<ProcessHandle> processes = room.descendants().toList();
        most = Math.max(most, processes.size());
        long held = processes.stream().mapToLong(Memory::of).sum();
        peak = Math.max(peak, held);
        if (held > limits.memory()) {
            return Optional.of(Outcome.Limit.MEMORY);
        }
        // A program that multiplies keeps asking for what the kernel has refused once.
        if (most >= limits.processes() || group.hit().equals(Optional.of(Outcome.Limit.PROCESSES))) {
            return Optional.of(Outcome.Limit.PROCESSES);
        }
        if (free - free() > limits.disk() && added() > limits.disk()) {
            return Optional.of(Outcome.Limit.DISK);
        }
        return Optional.empty();
    }

    /**
     * The limit that the kernel enforced. If no group counts it, the step's own output shows it: the kernel refused
     * memory or a process, and the step's limit was the reason.
     */
    Optional<Outcome.Limit> hit(int exit, List<String> err) {
        Optional<Outcome.Limit> told = group.hit();
        if (told.isPresent() || exit == 0) {
            return told;
        }
        if (exit == SIZE_EXCEEDED) {
            return Optional.of(Outcome.Limit.DISK);
        }
        if (!group.limitsProcesses() && (most >= limits.processes() || matches(err, NO_PROCESS))) {
            return Optional.of(Outcome.Limit.PROCESSES);
        }
        return !group.limitsMemory() && matches(err, NO_MEMORY) ? Optional.of(Outcome.Limit.MEMORY) : Optional.empty();
    }

    private static boolean matches(List<String> lines, Pattern words) {
        return lines.stream().anyMatch(line -> words.matcher(line).find());
    }

    private static Set<FileStore> disksOf(List<Path> folders) {
        Set<FileStore> disks = new HashSet<>();
        for (Path folder : folders) {
            try {
                disks.add(Files.getFileStore(folder));
            } catch (IOException e) {
                // The next user of the folder meets this again.
            }
        }
        return disks;
    }

    private long free() {
        long sum = 0;
        for (FileStore disk : disks) {
            try {
                sum += disk.getUsableSpace();
            } catch (IOException e) {
                // The same holds here.
            }
        }
        return sum;
    }

    private long added() {
        return changed(written).stream()
                .mapToLong(file -> {
                    try {
                        return Files.size(file);
                    } catch (IOException e) {
                        return 0;
                    }
                })
                .sum();
    }

    /** Files below the folders that were made or changed since the step began. */
    List<Path> changed(List<Path> folders) {
        FileTime since = FileTime.from(begun);
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            try {
                Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
                        Map<String, Object> times = Files.readAttributes(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
                        if (times.get("ctime") instanceof FileTime changed && changed.compareTo(since) >= 0) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @org.jspecify.annotations.Nullable IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                // The tree changes during the walk. The files found so far are the answer.
            }
        }
        return found;
    }
}
