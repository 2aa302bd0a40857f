package dev.slipway.compile;

import java.nio.file.Path;

/** Executables that are compiled on first use and kept in the cache. */
public interface Programs {
    /** What each holds and how it is built stands in node/README.md. */
    enum Program {
        /** The embedded node with the Kubernetes components, kubectl, metrics-server and the volume provisioner. */
        NODE,
        /** The process of a pod's sandbox. */
        PAUSE,
        /** The ingress controller. */
        CONTOUR,
        HELM
    }

    /**
     * The executable, compiled first where the cache does not have it.
     *
     * @throws dev.slipway.gate.SlipwayFailure where it cannot be compiled
     */
    Path get(Program program) throws InterruptedException;

    /** Where {@link #get} puts it, which need not be there yet. */
    default Path place(Program program) throws InterruptedException {
        return get(program);
    }
}
