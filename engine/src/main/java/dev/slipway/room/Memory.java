package dev.slipway.room;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the kernel's figures on memory. */
final class Memory {
    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");
    private static final Pattern HELD = Pattern.compile("(?m)^Rss(?:Anon|Shmem):\\s+(\\d+) kB");
    private static final long ASSUMED = 4L << 30;

    private Memory() {}

    /** The machine's memory in bytes. */
    static long ofMachine() {
        try {
            Matcher total = TOTAL.matcher(Files.readString(Path.of("/proc/meminfo")));
            return total.find() ? Long.parseLong(total.group(1)) << 10 : ASSUMED;
        } catch (IOException e) {
            // This is not Linux, so no room can be made anyway.
            return ASSUMED;
        }
    }

    /** Bytes that a process holds and that belong to no file; 0 if it has ended. */
    static long of(ProcessHandle process) {
        long sum = 0;
        try {
            Matcher held = HELD.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            while (held.find()) {
                sum += Long.parseLong(held.group(1)) << 10;
            }
        } catch (IOException e) {
            // The process has ended meanwhile.
        }
        return sum;
    }
}
