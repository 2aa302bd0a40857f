package dev.slipway.prepare;

/**
 * The machine's resources.
 *
 * @param memoryFree bytes that can be used without swapping
 * @param diskFree bytes free where Slipway keeps its cache
 * @param inotifyWatches limit of watches for each user, 0 where the system has none
 * @param cgroup version of the control groups, 0 where there are none
 */
public record Machine(
        String os,
        String architecture,
        int cpus,
        long memoryTotal,
        long memoryFree,
        long diskFree,
        long inotifyWatches,
        int cgroup,
        boolean root,
        boolean dns,
        String proxy) {}
