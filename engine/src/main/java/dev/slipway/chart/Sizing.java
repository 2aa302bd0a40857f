package dev.slipway.chart;

import dev.slipway.application.Profile;
import dev.slipway.containerize.BuiltImage;

/**
 * What a service asks of a node.
 *
 * @param cpuMillis requested thousandths of a core; there is no limit, for a limit slows a start down on an idle node
 * @param memory requested MiB; @param memoryLimit MiB at which it is killed
 * @param startupSeconds how long it may take to answer for the first time
 * @param reason where the figures come from
 */
record Sizing(int cpuMillis, int memory, int memoryLimit, int startupSeconds, String reason) {
    private static final long MIB = 1024 * 1024;

    static Sizing of(BuiltImage image) {
        Profile.Sizing usual = image.sizing();
        long idle = image.measured().idleMemoryBytes();
        long start = image.measured().startMillis();
        int memory = idle > 0 ? rounded(idle) : usual.memory();
        return new Sizing(
                usual.cpuMillis(),
                memory,
                Math.max(2 * memory, usual.leastLimit()),
                // Ten times what was measured: nodes are slower than the machine that built, and start many at once.
                start > 0 ? (int) Math.clamp(start * 10 / 1000, 60, 600) : usual.startupSeconds(),
                idle > 0
                        ? "measured: it uses %d MiB when idle; a quarter is added".formatted(idle / MIB)
                        : "usual for its kind: nothing was measured");
    }

    /** A quarter more, in steps of 16 MiB. */
    private static int rounded(long idleBytes) {
        long mib = (idleBytes * 5 / 4 + MIB - 1) / MIB;
        return (int) Math.clamp((mib + 15) / 16 * 16, 32, 16_384);
    }
}
