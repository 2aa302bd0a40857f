package dev.slipway.sandbox;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Measures what a running container uses. */
final class Meter {
    private static final Duration IDLE_LOOK = Duration.ofMillis(250);

    private final Sandbox sandbox;
    private final Runc runc;

    Meter(Sandbox sandbox, Runc runc) {
        this.sandbox = sandbox;
        this.runc = runc;
    }

    /**
     * Waits until the work that a start leaves behind is done: until the processor is hardly used, but at most two
     * seconds.
     */
    void awaitIdle(String name) throws InterruptedException {
        long before = processorNanos(name);
        for (int i = 0; i < 8; i++) {
            Thread.sleep(IDLE_LOOK);
            long now = processorNanos(name);
            if (now > 0 && now - before < IDLE_LOOK.toNanos() / 20) {
                return;
            }
            before = now;
        }
    }

    /** Processor time since the start; 0 where it cannot be read. */
    private long processorNanos(String name) throws InterruptedException {
        return runc.stats(name).path("cpu").path("usage").path("total").asLong(0);
    }

    /**
     * Bytes of memory: the greater of the processes' own figure and the cgroup's. Among the processes, a shared page
     * counts by its share. The cgroup does not count pages of files that another cgroup's write was charged for, so the
     * greater figure is the safe one.
     */
    long memory(String name) throws InterruptedException {
        CommandOutput held = sandbox.run(
                "for p in $(" + Runc.command("ps --format json " + name) + " | busybox tr '[],' '   '); do"
                        + " busybox cat /proc/$p/smaps_rollup; done | busybox awk '/^Pss:/ {s += $2} END {print s * 1024}'",
                Runc.COMMAND);
        long processes = held.ok() && held.text().strip().matches("\\d+")
                ? Long.parseLong(held.text().strip())
                : 0;
        return Math.max(processes, workingSet(name));
    }

    /** Memory as Kubernetes counts it: usage without what can be dropped at once. */
    private long workingSet(String name) throws InterruptedException {
        JsonNode memory = runc.stats(name).path("memory");
        JsonNode raw = memory.path("raw");
        long inactive =
                raw.path("total_inactive_file").asLong(raw.path("inactive_file").asLong(0));
        return Math.max(0, memory.path("usage").path("usage").asLong(0) - inactive);
    }
}
