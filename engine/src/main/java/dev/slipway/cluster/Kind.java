package dev.slipway.cluster;

import dev.slipway.gate.Progress;
import dev.slipway.process.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A cluster of kind. */
final class Kind implements Provider {
    private static final String OWN = "slipway";
    private static final Duration LOOK = Duration.ofSeconds(20);

    private final Tooling tooling;
    private final Progress progress;

    Kind(Tooling tooling, Progress progress) {
        this.tooling = tooling;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "kind";
    }

    @Override
    public Presence examine() throws InterruptedException {
        Command.Result listed =
                tooling.runner().run(Command.of("kind", "get", "clusters").within(LOOK));
        if (listed.exit() == 127) {
            return Presence.absent("kind is not installed", "https://kind.sigs.k8s.io/docs/user/quick-start/");
        }
        List<String> clusters = listed.ok()
                ? listed.out().stream()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty())
                        .toList()
                : List.of();
        for (String cluster : preferred(clusters)) {
            Optional<Cluster> running = tooling.cluster(name(), cluster, "kind-" + cluster);
            if (running.isPresent()) {
                return Presence.running(
                        running.get(),
                        "cluster " + cluster + " answers, Kubernetes "
                                + running.get().version());
            }
        }
        Optional<Docker.Engine> engine = new Docker(tooling.runner()).engine();
        if (engine.isEmpty()) {
            return Presence.unusable(
                    "installed, but Docker, in which it runs its nodes, does not answer",
                    "start Docker, or use the embedded node");
        }
        if (clusters.contains(OWN)) {
            return Presence.unusable(
                    "cluster " + OWN + " exists and does not answer", "docker start " + OWN + "-control-plane");
        }
        return Presence.startable("installed, Docker " + engine.get().version() + " answers, no cluster runs yet");
    }

    private List<String> preferred(List<String> clusters) {
        String wanted = tooling.env().getOrDefault("KIND_CLUSTER_NAME", OWN);
        return clusters.stream()
                .sorted(java.util.Comparator.comparing((String c) -> !c.equals(wanted))
                        .thenComparing(c -> c))
                .toList();
    }

    @Override
    public Cluster start() throws InterruptedException {
        Presence presence = examine();
        if (presence.cluster().isPresent()) {
            return presence.cluster().get();
        }
        if (presence.state() != State.STARTABLE) {
            throw Tooling.unusable(name(), presence);
        }
        new ToolStart(name(), tooling.runner(), progress)
                .run(List.of("kind", "create", "cluster", "--name", OWN, "--wait", "180s"));
        return tooling.cluster(name(), OWN, "kind-" + OWN).orElseThrow(() -> Tooling.silent(name(), "kind-" + OWN));
    }

    @Override
    public ImageStore images(Cluster cluster) {
        return new ToolImages(
                name(),
                List.of("kind", "load", "image-archive"),
                List.of("--name", cluster.context().replaceFirst("^kind-", "")),
                tooling.runner());
    }
}
