package dev.slipway.cluster.tool;

import dev.slipway.cluster.ImageStore;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import java.util.List;
import java.util.Set;

/** The images of a cluster to whose nodes Slipway cannot send any. */
record NoImages(String context) implements ImageStore {
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
                        + " this machine; others fetch theirs from a registry",
                List.of(),
                "use one of those (./slipway up --provider embedded), or push the images to a registry that the"
                        + " cluster reaches and install the chart with them",
                "nothing was changed on that cluster"));
    }
}
