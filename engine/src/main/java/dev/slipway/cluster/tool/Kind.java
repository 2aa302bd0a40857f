package dev.slipway.cluster.tool;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.ImageStore;
import dev.slipway.gate.Progress;
import dev.slipway.process.Command;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A cluster of kind. */
public final class Kind extends ToolProvider {
    public Kind(Tooling tooling, Progress progress) {
        super("kind", tooling, progress);
    }

    @Override
    public Presence examine() throws InterruptedException {
        Command.Result listed = ask("kind", "get", "clusters");
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
            Optional<Cluster> running = answering(cluster);
            if (running.isPresent()) {
                return Presence.running(
                        running.get(),
                        "cluster " + cluster + " answers, Kubernetes "
                                + running.get().version());
            }
        }
        Presence startable = startableInDocker();
        return startable.state() == State.STARTABLE && clusters.contains(OWN)
                ? Presence.unusable(
                        "cluster " + OWN + " exists and does not answer", "docker start " + OWN + "-control-plane")
                : startable;
    }

    private List<String> preferred(List<String> clusters) {
        String wanted = tooling().env().getOrDefault("KIND_CLUSTER_NAME", OWN);
        return clusters.stream()
                .sorted(Comparator.comparing((String c) -> !c.equals(wanted)).thenComparing(c -> c))
                .toList();
    }

    @Override
    List<String> startCommand() {
        return List.of("kind", "create", "cluster", "--name", OWN, "--wait", "180s");
    }

    @Override
    public ImageStore images(Cluster cluster) {
        return new ToolImages(
                name(),
                List.of("kind", "load", "image-archive"),
                List.of("--name", cluster.context().replaceFirst("^kind-", "")),
                tooling().runner());
    }
}
