package dev.slipway.cluster.tool;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.ImageStore;
import dev.slipway.gate.Progress;
import dev.slipway.process.Command;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster of k3d. */
public final class K3d extends ToolProvider {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public K3d(Tooling tooling, Progress progress) {
        super("k3d", tooling, progress);
    }

    @Override
    public Presence examine() throws InterruptedException {
        Command.Result listed = list();
        if (listed.exit() == 127) {
            return Presence.absent("k3d is not installed", "https://k3d.io/");
        }
        for (Map.Entry<String, Integer> cluster : serversRunning(listed).entrySet()) {
            Optional<Cluster> running = cluster.getValue() == 0 ? Optional.empty() : answering(cluster.getKey());
            if (running.isPresent()) {
                return Presence.running(
                        running.get(),
                        "cluster " + cluster.getKey() + " answers, Kubernetes "
                                + running.get().version());
            }
        }
        return startableInDocker();
    }

    private Command.Result list() throws InterruptedException {
        return ask("k3d", "cluster", "list", "-o", "json");
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
    List<String> startCommand() throws InterruptedException {
        return serversRunning(list()).containsKey(OWN)
                ? List.of("k3d", "cluster", "start", OWN, "--wait", "--timeout", "180s")
                : List.of("k3d", "cluster", "create", OWN, "--servers", "1", "--wait", "--timeout", "300s");
    }

    @Override
    public ImageStore images(Cluster cluster) {
        return new ToolImages(
                name(),
                List.of("k3d", "image", "import"),
                List.of("--cluster", cluster.context().replaceFirst("^k3d-", "")),
                tooling().runner());
    }
}
