package dev.slipway.compile;

import java.nio.file.Path;

/** Executables that are compiled on first use and kept in the cache. */
public interface Programs {
    enum Program {
        /** The embedded node with the Kubernetes components and kubectl. */
        NODE,
        METRICS_SERVER,
        LOCAL_PATH_PROVISIONER,
        CONTOUR,
        HELM
    }

    /**
     * The executable, compiled first where the cache does not have it.
     *
     * @throws dev.slipway.gate.SlipwayFailure where it cannot be compiled
     */
    Path get(Program program) throws InterruptedException;
}
