package dev.slipway.compile;

import java.nio.file.Path;

/** Executables that are compiled on first use and kept in the cache. */
public interface Programs {
    /** node/README.md says what each holds and how it is built. */
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
     * The executable. It is compiled first if the cache does not have it.
     *
     * @throws dev.slipway.gate.SlipwayFailure if it cannot be compiled
     */
    Path get(Program program) throws InterruptedException;

    /** Where {@link #get} puts it; the file need not exist yet. */
    default Path place(Program program) throws InterruptedException {
        return get(program);
    }
}
