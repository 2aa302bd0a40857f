package dev.slipway.gate;

import java.util.List;

/**
 * The checks between one phase and the next.
 *
 * @param id {@code G1} to {@code G5}
 */
public record Gate(String id, List<Check> checks) {
    public Gate {
        checks = List.copyOf(checks);
    }

    /** Whether no check has failed. */
    public boolean open() {
        return checks.stream().noneMatch(c -> c.status() == Check.Status.FAIL);
    }

    public long count(Check.Status status) {
        return checks.stream().filter(c -> c.status() == status).count();
    }
}
