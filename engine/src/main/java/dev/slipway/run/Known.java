package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.gate.Workspace;
import dev.slipway.wiring.Sources;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What earlier runs have left: for commands that only look. */
public final class Known {
    private final Workspace workspace;

    public Known(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * A phase's last good result.
     *
     * @param run ID of the run that made it
     */
    public record Result(String run, Instant at, String summary) {}

    /** The application as the source has it now. */
    public Application application(Map<String, String> set) {
        return Sources.read(workspace, set);
    }

    /** Last good results by phase. */
    public Map<Phase, Result> results() {
        Map<Phase, Result> results = new TreeMap<>();
        for (Phase phase : Phase.values()) {
            Ledger.read(workspace.work(), GivenValues.NONE, phase, Object.class)
                    .ifPresent(c -> results.put(phase, new Result(c.run(), c.at(), c.summary())));
        }
        return results;
    }
}
