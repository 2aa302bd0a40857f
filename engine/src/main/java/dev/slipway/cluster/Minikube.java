package dev.slipway.cluster;

import dev.slipway.gate.Progress;
import dev.slipway.process.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster of minikube. */
final class Minikube implements Provider {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final long MIB = 1L << 20;
    /** minikube refuses less than 1800 MiB; the control plane and a small application need about this. */
    private static final long LEAST_MEMORY = 3072;

    private static final long MOST_MEMORY = 8192;
    private static final int MOST_CPUS = 4;

    private final Tooling tooling;
    private final String profile;
    private final Runner runner;
    private final Progress progress;

    Minikube(Tooling tooling, Progress progress) {
        this.tooling = tooling;
        this.profile = tooling.env().getOrDefault("MINIKUBE_PROFILE", "minikube");
        this.runner = tooling.runner();
        this.progress = progress;
    }

    @Override
    public String name() {
        return "minikube";
    }

    @Override
    public Presence examine() throws InterruptedException {
        Command.Result result = runner.run(
                Command.of("minikube", "status", "-p", profile, "-o", "json").within(LOOK));
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
                Optional<Cluster> cluster = tooling.cluster(name(), profile, profile);
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
                // A warning among the lines.
            }
        }
        return Optional.empty();
    }

    private Optional<String> driver() throws InterruptedException {
        if (new Docker(runner).engine().isPresent()) {
            return Optional.of("docker");
        }
        for (Map.Entry<String, List<String>> driver : Map.of(
                        "podman",
                        List.of("podman", "info"),
                        "kvm2",
                        List.of("virsh", "-c", "qemu:///system", "version"))
                .entrySet()) {
            if (runner.run(Command.of(driver.getValue().toArray(String[]::new)).within(LOOK))
                    .ok()) {
                return Optional.of(driver.getKey());
            }
        }
        return Optional.empty();
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
        List<String> words = new ArrayList<>(List.of(
                "minikube", "start", "-p", profile, "-o", "json", "--cpus=" + cpus(), "--memory=" + memory() + "mb"));
        if (tooling.cgroupsOfVersion1()) {
            words.add("--extra-config=kubelet.fail-cgroupv1=false");
            words.add("--extra-config=kubeadm.ignore-preflight-errors=SystemVerification");
        }
        new ToolStart(name(), runner, progress).run(words, this::tell);
        return tooling.cluster(name(), profile, profile).orElseThrow(() -> Tooling.silent(name(), profile));
    }

    private static int cpus() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MOST_CPUS);
    }

    /** Half of the machine's memory, within bounds, in MiB. */
    private long memory() {
        return Math.clamp(tooling.memory() / MIB / 2, LEAST_MEMORY, MOST_MEMORY);
    }

    /** minikube prints an event for each of its steps. */
    private void tell(String line) {
        try {
            JsonNode data = JSON.readTree(line).path("data");
            double total = data.path("totalsteps").asDouble(0);
            String message = data.path("message").asString("").strip();
            if (total > 0 && !message.isEmpty()) {
                progress.on(new Progress.Event.Advanced(
                        "cluster", "start", message, data.path("currentstep").asDouble(0) / total, Optional.empty()));
            }
        } catch (JacksonException e) {
            // Not an event.
        }
    }

    @Override
    public ImageStore images(Cluster cluster) {
        return new ToolImages(name(), List.of("minikube", "-p", cluster.context(), "image", "load"), List.of(), runner);
    }
}
