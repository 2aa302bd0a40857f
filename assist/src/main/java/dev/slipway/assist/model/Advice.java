package dev.slipway.assist.model;

import dev.slipway.assist.plan.PlannedStep;
import java.util.List;

/** What came of asking a model. */
public sealed interface Advice {
    /**
     * Changes, which need consent like anybody's.
     *
     * @param said what it says of them
     */
    record Planned(List<PlannedStep> steps, List<String> said) implements Advice {
        public Planned {
            steps = List.copyOf(steps);
            said = List.copyOf(said);
        }
    }

    /** An answer in words. */
    record Said(List<String> lines) implements Advice {
        public Said {
            lines = List.copyOf(lines);
        }
    }

    /** It was of no use; nothing of what it planned on the way is kept. */
    record Failed(String reason) implements Advice {}
}
