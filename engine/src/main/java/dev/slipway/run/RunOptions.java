package dev.slipway.run;

import dev.slipway.cluster.Clusters;
import java.util.Map;

/**
 * What the person asked for beyond the defaults.
 *
 * @param cluster which cluster; with empty texts Slipway chooses
 * @param set settings that win over {@code slipway.yaml}, by their path ({@code services.backend.env.X})
 * @param again whether every phase runs, also where nothing has changed
 * @param whole whether a validation tries everything, also after a small change
 * @param approver asked after every gate
 */
public record RunOptions(
        Clusters.Choice cluster, Map<String, String> set, boolean again, boolean whole, Approver approver) {
    public RunOptions {
        set = Map.copyOf(set);
    }

    /** Whether the validation has to try everything. */
    boolean wantsWhole() {
        return whole || again;
    }
}
