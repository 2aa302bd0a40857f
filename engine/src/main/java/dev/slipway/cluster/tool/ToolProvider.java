package dev.slipway.cluster.tool;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Forwards;
import dev.slipway.cluster.Provider;
import dev.slipway.gate.Progress;
import dev.slipway.process.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A tool of the machine that makes clusters: minikube, kind or k3d. Slipway starts a cluster of its own if none runs.
 */
abstract class ToolProvider implements Provider {
    /** Name of the cluster that Slipway makes. */
    static final String OWN = "slipway";

    private static final Duration LOOK = Duration.ofSeconds(20);

    private final String name;
    private final Tooling tooling;
    private final Progress progress;

    ToolProvider(String name, Tooling tooling, Progress progress) {
        this.name = name;
        this.tooling = tooling;
        this.progress = progress;
    }

    @Override
    public final String name() {
        return name;
    }

    final Tooling tooling() {
        return tooling;
    }

    final Command.Result ask(String... words) throws InterruptedException {
        return tooling.runner().run(Command.of(words).within(LOOK));
    }

    /** The tool's cluster with this name, if its API server answers. */
    final Optional<Cluster> answering(String cluster) {
        return tooling.cluster(name, cluster, context(cluster));
    }

    /** State of a tool that runs its nodes in Docker, if none of its clusters runs. */
    final Presence startableInDocker() throws InterruptedException {
        return new Docker(tooling.runner())
                .engine()
                .map(engine ->
                        Presence.startable("installed, Docker " + engine.version() + " answers, no cluster runs yet"))
                .orElse(Presence.unusable(
                        "installed, but Docker, in which it runs its nodes, does not answer",
                        "start Docker, or use the embedded node"));
    }

    @Override
    public final Cluster start() throws InterruptedException {
        Presence presence = examine();
        if (presence.cluster().isPresent()) {
            return presence.cluster().get();
        }
        if (presence.state() != State.STARTABLE) {
            throw Tooling.unusable(name, presence);
        }
        new ToolStart(name, tooling.runner(), progress).run(startCommand(), this::tell);
        return answering(own()).orElseThrow(() -> Tooling.silent(name, context(own())));
    }

    /** The cluster that {@link #start} starts. */
    String own() {
        return OWN;
    }

    /** Its context in the kubeconfig. */
    String context(String cluster) {
        return name + "-" + cluster;
    }

    abstract List<String> startCommand() throws InterruptedException;

    /** Reports a line that the tool prints while it starts a cluster. */
    void tell(String line) {
        if (!line.isBlank()) {
            advanced(line.strip(), -1);
        }
    }

    /** @param fraction 0 to 1, or negative if unknown */
    final void advanced(String what, double fraction) {
        progress.on(new Progress.Event.Advanced("cluster", "start", what, fraction, Optional.empty()));
    }

    @Override
    public final Forwards forwards(Cluster cluster) {
        return tooling.forwards(cluster);
    }
}
