package dev.slipway.trial;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import java.util.List;

/** Knows which packages of Debian have a file, and what the source holds. */
interface FileOwners {
    /**
     * Names of packages, the most probable first.
     *
     * @param plan of the service that lacks the file
     */
    List<String> holding(MissingFile file, BuildPlan plan) throws InterruptedException;

    /** The text of a file of the service's source; empty where there is none. @param path in the folder in which the program runs */
    default String source(Service service, String path) {
        return "";
    }
}
