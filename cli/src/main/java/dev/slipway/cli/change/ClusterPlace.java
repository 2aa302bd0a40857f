package dev.slipway.cli.change;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.wiring.Sources;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that choose a cluster and a namespace, for commands that look at any cluster. */
public final class ClusterPlace {
    @Option(
            names = {"-n", "--namespace"},
            defaultValue = "",
            description = "default: that of this folder's application, else default")
    private String namespace = "";

    @Option(names = "--provider", paramLabel = "NAME", defaultValue = "", description = "as in slipway up")
    private String provider = "";

    @Option(names = "--context", paramLabel = "NAME", defaultValue = "", description = "a context of your kubeconfig")
    private String context = "";

    public Cluster cluster(Talk console) throws InterruptedException {
        return console.clusters(workspace(console), Progress.SILENT)
                .running(new Clusters.Choice(provider, context))
                .orElseThrow(() -> new SlipwayFailure(new Failure(
                        "SLIP-430",
                        "The cluster does not run.",
                        "no answer from the cluster that was to be looked at",
                        "./slipway cluster start, or name another one with --context")));
    }

    static Workspace workspace(Talk console) {
        return Workspace.of(Path.of("."), console.env());
    }

    /** The folder's source, if its application is released in this namespace and it can be written to. */
    static Optional<Path> source(Talk console, String released) {
        try {
            Workspace workspace = Sources.root(workspace(console));
            return Files.isDirectory(workspace.work())
                            && Files.isWritable(workspace.source())
                            && Sources.read(workspace, Map.of()).name().equals(released)
                    ? Optional.of(workspace.source())
                    : Optional.empty();
        } catch (SlipwayFailure e) {
            return Optional.empty();
        }
    }

    /** The application's namespace, if the folder has had a run. To read any other folder would take needless time. */
    public String namespace(Talk console) {
        if (!namespace.isEmpty()) {
            return namespace;
        }
        try {
            Workspace workspace = Sources.root(workspace(console));
            return Files.isDirectory(workspace.work())
                    ? Sources.read(workspace, Map.of()).name()
                    : "default";
        } catch (SlipwayFailure e) {
            return "default";
        }
    }

    public static SlipwayFailure refused(Cluster cluster, KubernetesClientException e) {
        return new SlipwayFailure(
                new Failure(
                        "SLIP-423",
                        "The cluster " + cluster.name() + " (context " + cluster.context()
                                + ") did not do what was asked of it.",
                        Kube.reason(e),
                        "./slipway cluster status"),
                e);
    }
}
