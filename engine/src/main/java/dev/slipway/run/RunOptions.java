package dev.slipway.run;

import dev.slipway.cluster.choice.Clusters;
import java.util.Map;

/**
 * What the person asked for beyond the defaults.
 *
 * @param cluster which cluster; with empty texts Slipway chooses
 * @param set settings that win over {@code slipway.yaml}, by their path ({@code services.backend.env.X})
 * @param adopt whether the run takes over what another application has under this one's name on the cluster
 * @param again whether phases run although nothing has changed
 * @param whole whether a validation tries everything, however little has changed
 * @param approver asked after every gate
 */
public record RunOptions(
        Clusters.Choice cluster,
        Map<String, String> set,
        boolean adopt,
        boolean again,
        boolean whole,
        Approver approver) {
    public RunOptions {
        set = Map.copyOf(set);
    }

    /** Whether images go to a registry although the nodes would take them from this machine. */
    boolean wantsRegistry() {
        return set.containsKey("registry");
    }

    /** Whether the validation has to try everything. */
    boolean wantsWhole() {
        return whole || again;
    }
}
