package dev.slipway.diagnose;

import java.util.List;

/** Knows one family of causes. Pure. */
@FunctionalInterface
interface Rule {
    List<Cause> find(Snapshot snapshot);
}
