package dev.slipway.cli;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.compile.GoPrograms;
import dev.slipway.deploy.Deployer;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.helm.Helm;
import dev.slipway.supply.NodeSupply;
import java.util.Optional;

/** Opens the cluster for commands that look at a deployed application. */
final class OnCluster {
    private final Workspace workspace;
    private final Target target;
    private final Progress progress;
    private final Clusters clusters;

    OnCluster(Console console, Workspace workspace, Target target, Progress progress) {
        this.workspace = workspace;
        this.target = target;
        this.progress = progress;
        this.clusters = console.clusters(workspace, progress);
    }

    Optional<Cluster> running() throws InterruptedException {
        return clusters.running(target.cluster());
    }

    Cluster orFail() throws InterruptedException {
        return running()
                .orElseThrow(() -> new SlipwayFailure(new Failure(
                        "SLIP-430",
                        "The cluster does not run.",
                        "no answer from the cluster that the application would be on",
                        "./slipway cluster start, or name another one with --context")));
    }

    Deployer deployer(Cluster cluster) {
        Helm helm = new Helm(workspace, GoPrograms.of(workspace, progress));
        return new Deployer(
                workspace,
                progress,
                helm,
                new NodeSupply(clusters.images(cluster), progress),
                clusters.forwards(cluster));
    }
}
