package dev.slipway.trial;

import dev.slipway.application.BuildPlan;
import java.util.List;

/** Knows which packages of Debian have a file. */
@FunctionalInterface
interface FileOwners {
    /**
     * Names of packages, the most probable first.
     *
     * @param plan of the service that lacks the file
     */
    List<String> holding(MissingFile file, BuildPlan plan) throws InterruptedException;
}
