package dev.slipway.diagnose.cause;

import dev.slipway.diagnose.evidence.Snapshot;
import java.util.List;

/** Finds one family of causes. Pure. */
@FunctionalInterface
public interface Rule {
    List<Cause> find(Snapshot snapshot);
}
