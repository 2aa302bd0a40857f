package dev.slipway.cluster.tool;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.ImageStore;
import dev.slipway.gate.Progress;
import dev.slipway.process.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster of minikube. */
public final class Minikube extends ToolProvider {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long MIB = 1L << 20;
    /** minikube refuses less than 1800 MiB; the control plane and a small application need about this. */
    private static final long LEAST_MEMORY = 3072;

    private static final long MOST_MEMORY = 8192;
    private static final int MOST_CPUS = 4;

    private final String profile;

    public Minikube(Tooling tooling, Progress progress) {
        super("minikube", tooling, progress);
        this.profile = tooling.env().getOrDefault("MINIKUBE_PROFILE", "minikube");
    }

    @Override
    public Presence examine() throws InterruptedException {
        Command.Result result = ask("minikube", "status", "-p", profile, "-o", "json");
        if (result.exit() == 127) {
            return Presence.absent("minikube is not installed", "https://minikube.sigs.k8s.io/docs/start/");
        }
        Optional<JsonNode> node = firstNode(result);
        if (node.isPresent()) {
            String seen =
                    "profile " + profile + ": host " + node.get().path("Host").asString("?") + ", kubelet "
                            + node.get().path("Kubelet").asString("?") + ", API server "
                            + node.get().path("APIServer").asString("?");
            boolean healthy = List.of("Host", "Kubelet", "APIServer").stream()
                    .allMatch(part -> node.get().path(part).asString("").equals("Running"));
            if (healthy) {
                Optional<Cluster> cluster = answering(profile);
                return cluster.isPresent()
                        ? Presence.running(cluster.get(), seen)
                        : Presence.unusable(
                                seen + ", but its context does not answer", "minikube update-context -p " + profile);
            }
            return Presence.startable(seen);
        }
        return driver().map(d -> Presence.startable("installed, no profile " + profile + " yet; it can use " + d))
                .orElse(Presence.unusable(
                        "installed, but it has no driver: neither Docker, Podman nor KVM answers here",
                        "start Docker (https://minikube.sigs.k8s.io/docs/drivers/), or use the embedded node"));
    }

    private static Optional<JsonNode> firstNode(Command.Result result) {
        for (String line : result.out()) {
            try {
                JsonNode json = JSON.readTree(line);
                JsonNode node = json.isArray() && !json.isEmpty() ? json.get(0) : json;
                if (node.has("Host") && !node.path("Host").asString("").equals("Nonexistent")) {
                    return Optional.of(node);
                }
            } catch (JacksonException e) {
                // The line is a warning.
            }
        }
        return Optional.empty();
    }

    private Optional<String> driver() throws InterruptedException {
        if (new Docker(tooling().runner()).engine().isPresent()) {
            return Optional.of("docker");
        }
        for (Map.Entry<String, List<String>> driver : Map.of(
                        "podman",
                        List.of("podman", "info"),
                        "kvm2",
                        List.of("virsh", "-c", "qemu:///system", "version"))
                .entrySet()) {
            if (ask(driver.getValue().toArray(String[]::new)).ok()) {
                return Optional.of(driver.getKey());
            }
        }
        return Optional.empty();
    }

    @Override
    String own() {
        return profile;
    }

    @Override
    String context(String cluster) {
        return cluster;
    }

    @Override
    List<String> startCommand() {
        List<String> words = new ArrayList<>(List.of(
                "minikube", "start", "-p", profile, "-o", "json", "--cpus=" + cpus(), "--memory=" + memory() + "mb"));
        if (tooling().cgroupsOfVersion1()) {
            words.add("--extra-config=kubelet.fail-cgroupv1=false");
            words.add("--extra-config=kubeadm.ignore-preflight-errors=SystemVerification");
        }
        return words;
    }

    private static int cpus() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MOST_CPUS);
    }

    /** Half of the machine's memory, within bounds, in MiB. */
    private long memory() {
        return Math.clamp(tooling().memory() / MIB / 2, LEAST_MEMORY, MOST_MEMORY);
    }

    /** minikube prints an event for each of its steps. */
    @Override
    void tell(String line) {
        try {
            JsonNode data = JSON.readTree(line).path("data");
            double total = data.path("totalsteps").asDouble(0);
            String message = data.path("message").asString("").strip();
            if (total > 0 && !message.isEmpty()) {
                advanced(message, data.path("currentstep").asDouble(0) / total);
            }
        } catch (JacksonException e) {
            // The line is not an event.
        }
    }

    @Override
    public ImageStore images(Cluster cluster) {
        return new ToolImages(
                name(),
                List.of("minikube", "-p", cluster.context(), "image", "load"),
                List.of(),
                tooling().runner());
    }
}
