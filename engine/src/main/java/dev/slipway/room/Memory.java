package dev.slipway.room;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel says of memory. */
final class Memory {
    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");
    private static final Pattern HELD = Pattern.compile("(?m)^Rss(?:Anon|Shmem):\\s+(\\d+) kB");
    private static final long ASSUMED = 4L << 30;

    private Memory() {}

    /** Bytes of this machine. */
    static long ofMachine() {
        try {
            Matcher total = TOTAL.matcher(Files.readString(Path.of("/proc/meminfo")));
            return total.find() ? Long.parseLong(total.group(1)) << 10 : ASSUMED;
        } catch (IOException e) {
            // Not Linux: no room can be made here anyway.
            return ASSUMED;
        }
    }

    /** Bytes that a process holds and that are no file's; 0 for one that has ended. */
    static long of(ProcessHandle process) {
        long sum = 0;
        try {
            Matcher held = HELD.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            while (held.find()) {
                sum += Long.parseLong(held.group(1)) << 10;
            }
        } catch (IOException e) {
            // It has ended meanwhile.
        }
        return sum;
    }
}
