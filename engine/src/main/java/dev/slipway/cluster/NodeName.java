package dev.slipway.cluster;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;

/** The embedded node's name: {@code SLIPWAY_CLUSTER}, or {@code slipway}. */
public final class NodeName {
    private NodeName() {}

    /** @throws SlipwayFailure SLIP-412 if it is no valid name */
    public static String of(Workspace workspace) {
        String name = workspace.env().getOrDefault("SLIPWAY_CLUSTER", "slipway");
        if (!name.matches("[a-z]([-a-z0-9]{0,30}[a-z0-9])?")) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-412",
                    "The cluster cannot be named '" + name + "'.",
                    "SLIPWAY_CLUSTER must be a DNS label: lower-case letters, digits and dashes, at most 32 of them,"
                            + " beginning with a letter",
                    "set SLIPWAY_CLUSTER to such a name, or unset it"));
        }
        return name;
    }
}
