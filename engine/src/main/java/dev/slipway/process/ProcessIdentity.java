package dev.slipway.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One process, distinguished from a later one with the same number.
 *
 * @param start when it began, in the kernel's ticks since boot if there is a {@code /proc} (proc(5), field 22), else in
 * milliseconds since 1970
 */
public record ProcessIdentity(long pid, String start) {
    /**
     * Positions among the fields behind the command's closing bracket: the state is the first, the start the twentieth.
     */
    private static final int STATE = 0;

    private static final int START = 19;

    /**
     * The process that has this number now; empty if none runs. A process that has ended but was not reaped yet does
     * not run.
     */
    public static Optional<ProcessIdentity> of(long pid) {
        return Files.isDirectory(Path.of("/proc/self")) ? stat(pid) : handle(pid);
    }

    public static ProcessIdentity ofThis() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /** Reads what {@link #toString} wrote. */
    public static Optional<ProcessIdentity> parse(String text) {
        int colon = text.indexOf(':');
        return text.matches("[0-9]{1,9}:[0-9]{1,19}")
                ? Optional.of(new ProcessIdentity(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1)))
                : Optional.empty();
    }

    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** The process's handle, to wait for it or end it; empty if it has ended. */
    public Optional<ProcessHandle> process() {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        return alive() ? handle : Optional.empty();
    }

    private static Optional<ProcessIdentity> stat(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return "ZX".contains(fields.get(STATE))
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(pid, fields.get(START)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessIdentity> handle(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(h -> new ProcessIdentity(
                        pid,
                        String.valueOf(h.info()
                                .startInstant()
                                .map(Instant::toEpochMilli)
                                .orElse(0L))));
    }

    @Override
    public String toString() {
        return pid + ":" + start;
    }
}
