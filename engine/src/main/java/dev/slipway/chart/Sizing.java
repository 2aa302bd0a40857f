package dev.slipway.chart;

import dev.slipway.application.Role;
import dev.slipway.application.Service;
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
    /**
     * An idle database tells little: under load it fills its buffers (128 MiB in Postgres), and each connection costs a few
     * more, of which there are twice as many while a new version takes over.
     */
    private static final int DATABASE_LIMIT = 512;

    /** All that Redis holds is in memory, and more for a moment while it writes its file anew. */
    private static final int CACHE_LIMIT = 256;

    static Sizing of(Service service, BuiltImage image) {
        boolean java = service.stack().contains("java")
                || service.stack().contains("quarkus")
                || service.stack().contains("spring");
        int normal = service.role().store() ? 256 : java ? 384 : 192;
        int seconds = java ? 120 : 60;
        int cpu = java || service.role().store() ? 100 : 50;
        long idle = image.measured().idleMemoryBytes();
        long start = image.measured().startMillis();
        int memory = idle > 0 ? rounded(idle) : normal;
        return new Sizing(
                cpu,
                memory,
                Math.max(
                        2 * memory,
                        service.role() == Role.DATABASE
                                ? DATABASE_LIMIT
                                : service.role() == Role.CACHE ? CACHE_LIMIT : 192),
                // Ten times what was measured: nodes are slower than the machine that built, and start many at once.
                start > 0 ? (int) Math.clamp(start * 10 / 1000, 60, 600) : seconds,
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
