package dev.slipway.room;

import java.time.Duration;

/**
 * What a step may use.
 *
 * @param memory bytes of all its processes together
 * @param processes processes and threads at one time
 * @param disk bytes that it may add to what it can write to, and the size of one file
 */
public record Limits(long memory, int processes, Duration time, long disk) {
    private static final long GIB = 1L << 30;

    /** Limits that are enough for a large build and too low to bring the machine down. */
    public static Limits ofBuild() {
        long machine = Memory.ofMachine();
        return new Limits(Math.max(GIB, machine - machine / 8), 4096, Duration.ofMinutes(30), 20 * GIB);
    }

    public Limits within(Duration longest) {
        return new Limits(memory, processes, longest, disk);
    }

    public Limits withMemory(long bytes) {
        return new Limits(bytes, processes, time, disk);
    }

    public Limits withProcesses(int most) {
        return new Limits(memory, most, time, disk);
    }

    public Limits withDisk(long bytes) {
        return new Limits(memory, processes, time, bytes);
    }
}
