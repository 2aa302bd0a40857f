package dev.slipway.cluster.tool;

import dev.slipway.cluster.ImageStore;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import java.util.List;
import java.util.Set;

/** The images of a cluster to whose nodes Slipway cannot send any. */
record NoImages(String context) implements ImageStore {
    @Override
    public boolean takes() {
        return false;
    }

    @Override
    public Set<String> held() {
        return Set.of();
    }

    @Override
    public void load(ArchiveSource archive) {
        throw new SlipwayFailure(new Failure(
                "SLIP-419",
                "The images cannot be given to the cluster of context " + context + ".",
                "it is none of minikube, kind, k3d, Docker Desktop and the embedded node, whose nodes take images from"
                        + " this machine; others fetch theirs from a registry, and none was named or found there",
                List.of(),
                "name a registry that this machine and the cluster's nodes reach: --registry HOST/PATH (such as"
                        + " ghcr.io/ACCOUNT), or registry: HOST/PATH in slipway.yaml",
                "nothing was changed on that cluster"));
    }
}
