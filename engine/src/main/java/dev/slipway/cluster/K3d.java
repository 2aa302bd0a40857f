package dev.slipway.cluster;

import dev.slipway.gate.Progress;
import dev.slipway.process.Command;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster of k3d. */
final class K3d implements Provider {
    private static final String OWN = "slipway";
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Tooling tooling;
    private final Progress progress;

    K3d(Tooling tooling, Progress progress) {
        this.tooling = tooling;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "k3d";
    }

    @Override
    public Presence examine() throws InterruptedException {
        Command.Result listed = tooling.runner()
                .run(Command.of("k3d", "cluster", "list", "-o", "json").within(LOOK));
        if (listed.exit() == 127) {
            return Presence.absent("k3d is not installed", "https://k3d.io/");
        }
        for (Map.Entry<String, Integer> cluster : serversRunning(listed).entrySet()) {
            Optional<Cluster> running = cluster.getValue() == 0
                    ? Optional.empty()
                    : tooling.cluster(name(), cluster.getKey(), "k3d-" + cluster.getKey());
            if (running.isPresent()) {
                return Presence.running(
                        running.get(),
                        "cluster " + cluster.getKey() + " answers, Kubernetes "
                                + running.get().version());
            }
        }
        Optional<Docker.Engine> engine = new Docker(tooling.runner()).engine();
        return engine.map(e -> Presence.startable("installed, Docker " + e.version() + " answers, no cluster runs yet"))
                .orElse(Presence.unusable(
                        "installed, but Docker, in which it runs its nodes, does not answer",
                        "start Docker, or use the embedded node"));
    }

    /** Servers that run, by cluster. */
    private static Map<String, Integer> serversRunning(Command.Result listed) {
        Map<String, Integer> found = new LinkedHashMap<>();
        try {
            for (JsonNode cluster : JSON.readTree(listed.ok() ? listed.text() : "[]")) {
                found.put(
                        cluster.path("name").asString(""),
                        cluster.path("serversRunning").asInt(0));
            }
        } catch (JacksonException e) {
            return Map.of();
        }
        return found;
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
        boolean exists = serversRunning(tooling.runner()
                        .run(Command.of("k3d", "cluster", "list", "-o", "json").within(LOOK)))
                .containsKey(OWN);
        new ToolStart(name(), tooling.runner(), progress)
                .run(
                        exists
                                ? List.of("k3d", "cluster", "start", OWN, "--wait", "--timeout", "180s")
                                : List.of(
                                        "k3d",
                                        "cluster",
                                        "create",
                                        OWN,
                                        "--servers",
                                        "1",
                                        "--wait",
                                        "--timeout",
                                        "300s"));
        return tooling.cluster(name(), OWN, "k3d-" + OWN).orElseThrow(() -> Tooling.silent(name(), "k3d-" + OWN));
    }

    @Override
    public ImageStore images(Cluster cluster) {
        return new ToolImages(
                name(),
                List.of("k3d", "image", "import"),
                List.of("--cluster", cluster.context().replaceFirst("^k3d-", "")),
                tooling.runner());
    }
}
