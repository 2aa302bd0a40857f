package dev.slipway.cluster.choice;

import dev.slipway.cluster.Api;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.ClusterStatus;
import dev.slipway.cluster.ClusterUse;
import dev.slipway.cluster.Forwards;
import dev.slipway.cluster.ImageStore;
import dev.slipway.cluster.KubeContexts;
import dev.slipway.cluster.NodeName;
import dev.slipway.cluster.Provider;
import dev.slipway.cluster.Runner;
import dev.slipway.cluster.node.EmbeddedProvider;
import dev.slipway.cluster.node.HostNeeds;
import dev.slipway.cluster.tool.DockerDesktop;
import dev.slipway.cluster.tool.K3d;
import dev.slipway.cluster.tool.Kind;
import dev.slipway.cluster.tool.Minikube;
import dev.slipway.cluster.tool.NamedContext;
import dev.slipway.cluster.tool.Tooling;
import dev.slipway.compile.Programs;
import dev.slipway.gate.Check;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The clusters that this machine reaches. A context that the user names comes first; then a cluster of minikube, kind,
 * k3d or Docker Desktop that runs; else the embedded node.
 */
public final class Clusters {
    private static final List<String> REQUIREMENTS = List.of("G1", "P1", "R2", "D1");

    private final Workspace workspace;
    private final EmbeddedProvider embedded;
    private final Tooling tooling;
    private final List<Provider> tools;

    /**
     * What the user asked for.
     *
     * @param provider {@code embedded}, {@code minikube}, {@code kind}, {@code k3d} or {@code docker-desktop}; empty for
     *     whichever fits
     * @param context of the kubeconfig; empty for none in particular
     */
    public record Choice(String provider, String context) {
        public static final Choice ANY = new Choice("", "");
    }

    public Clusters(Workspace workspace, Programs programs, Progress progress) {
        this(workspace, programs, progress, Command::run, Api.SERVERS, Path.of("/"), System.getProperty("os.name", ""));
    }

    /** @param root the machine's file system; tests give a folder */
    Clusters(Workspace workspace, Programs programs, Progress progress, Runner runner, Api api, Path root, String os) {
        this.workspace = workspace;
        this.embedded = new EmbeddedProvider(
                workspace, NodeName.of(workspace), programs, new HostNeeds(root, os), runner, progress);
        this.tooling = new Tooling(workspace, programs, new KubeContexts(workspace.env()), api, runner, root);
        this.tools = List.of(
                new Minikube(tooling, progress),
                new Kind(tooling, progress),
                new K3d(tooling, progress),
                new DockerDesktop(tooling));
    }

    /** The state of each provider, and which one is taken. */
    public List<Check> examine(Choice choice) throws InterruptedException {
        Selection selection = Selection.of(tools, embedded);
        List<Check> checks = new ArrayList<>(selection.checks(REQUIREMENTS));
        if (choice.equals(Choice.ANY)) {
            checks.add(selection.chosen(REQUIREMENTS));
        } else {
            Provider named = provider(choice);
            Provider.Presence known = selection.seen().get(named);
            checks.add(Selection.named(named, known == null ? named.examine() : known, REQUIREMENTS));
        }
        return checks;
    }

    /** The chosen cluster. It is started if it does not run. */
    public Cluster start(Choice choice) throws InterruptedException {
        return provider(choice).start();
    }

    /**
     * Waits for the ingress of an embedded node, which may have to be compiled first. Other clusters have nothing to wait
     * for.
     */
    public void settle(Cluster cluster) throws InterruptedException {
        provider(cluster).settle();
    }

    /** The chosen cluster, if it runs. */
    public Optional<Cluster> running(Choice choice) throws InterruptedException {
        return provider(choice).examine().cluster();
    }

    private Provider provider(Choice choice) throws InterruptedException {
        if (!choice.context().isBlank()) {
            return new NamedContext(choice.context(), tooling);
        }
        return choice.provider().isBlank() ? Selection.of(tools, embedded).orFail() : named(choice.provider());
    }

    private Provider named(String provider) {
        return all().filter(p -> p.name().equals(provider))
                .findFirst()
                .orElseThrow(() -> new SlipwayFailure(new Failure(
                        "SLIP-412",
                        "There is no cluster provider '" + provider + "'.",
                        "the providers are " + all().map(Provider::name).collect(Collectors.joining(", ")),
                        "name one of those with --provider, or a context of your kubeconfig with --context")));
    }

    private Stream<Provider> all() {
        return Stream.concat(Stream.of(embedded), tools.stream());
    }

    /** Compiles and fetches everything that the embedded node needs, and starts nothing. */
    public void warm() throws InterruptedException {
        embedded.warm();
    }

    /**
     * Stops the embedded node and keeps its state.
     *
     * @throws SlipwayFailure SLIP-413, SLIP-904
     */
    public void stop() throws InterruptedException {
        try (ClusterUse alone = ClusterUse.alone(workspace)) {
            embedded.stop();
        }
    }

    /**
     * Removes the embedded node with all its state. What was compiled and fetched stays.
     *
     * @throws SlipwayFailure SLIP-413, SLIP-414, SLIP-904
     */
    public void delete() throws InterruptedException {
        try (ClusterUse alone = ClusterUse.alone(workspace)) {
            embedded.delete();
        }
    }

    public ClusterStatus status() throws InterruptedException {
        return embedded.status();
    }

    /** How images get to the cluster's node. */
    public ImageStore images(Cluster cluster) {
        return provider(cluster).images(cluster);
    }

    /** Addresses on this machine that lead to the cluster's Services. */
    public Forwards forwards(Cluster cluster) {
        return provider(cluster).forwards(cluster);
    }

    /** The provider of the cluster. If none is known to have made it, the context itself serves. */
    private Provider provider(Cluster cluster) {
        return all().filter(p -> p.name().equals(cluster.provider()))
                .findFirst()
                .orElseGet(() -> new NamedContext(cluster.context(), tooling));
    }
}
