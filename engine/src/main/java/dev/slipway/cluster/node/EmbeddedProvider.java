package dev.slipway.cluster.node;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.ClusterStatus;
import dev.slipway.cluster.DetachedProcess;
import dev.slipway.cluster.Forwards;
import dev.slipway.cluster.FreePort;
import dev.slipway.cluster.ImageStore;
import dev.slipway.cluster.ProcessForwards;
import dev.slipway.cluster.Provider;
import dev.slipway.cluster.Runner;
import dev.slipway.compile.Programs;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import dev.slipway.process.PathLock;
import dev.slipway.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.file.PathUtils;

/** The embedded node: real Kubernetes components in namespaces of their own. */
public final class EmbeddedProvider implements Provider {
    static final String PROVIDER = "embedded";
    private static final Duration INGRESS_WITHIN = Duration.ofSeconds(60);
    private static final int API_PORT = 16443;
    /** Forwards of applications take 8080 and the ports after it. */
    private static final int GATEWAY_PORT = 8090;

    private static final String OUTDATED =
            "not of this Slipway's making; ./slipway cluster stop, then ./slipway cluster start renews it";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(45);
    private static final Pattern SERVER_VERSION = Pattern.compile("\"gitVersion\"\\s*:\\s*\"v?([^\"]+)\"");

    private final String name;
    private final Path cache;
    private final Path home;
    private final Workspace workspace;
    private final Programs programs;
    private final HostNeeds needs;
    private final Runner runner;
    private final Progress progress;

    public EmbeddedProvider(
            Workspace workspace, String name, Programs programs, HostNeeds needs, Runner runner, Progress progress) {
        this.name = name;
        this.workspace = workspace;
        this.cache = workspace.home();
        this.home = cache.resolve("clusters").resolve(name);
        this.programs = programs;
        this.needs = needs;
        this.runner = runner;
        this.progress = progress;
    }

    @Override
    public String name() {
        return PROVIDER;
    }

    @Override
    public Presence examine() throws InterruptedException {
        Optional<Cluster> running = running();
        if (running.isPresent()) {
            NodeStatus status = NodeStatus.read(home).orElseThrow();
            String trouble = status.phase().equals(NodeStatus.DEGRADED) ? "; degraded: " + status.message() : "";
            return Presence.running(
                    running.get(),
                    "node " + name + " runs, Kubernetes " + running.get().version() + trouble);
        }
        List<String> missing = needs.missing();
        return missing.isEmpty()
                ? Presence.startable("this machine can run a node of its own: real Kubernetes components in namespaces")
                : Presence.unusable(
                        "the embedded node cannot run here; missing: " + String.join("; ", missing),
                        "install minikube, kind or k3d, or name a cluster of yours with --context");
    }

    Optional<Cluster> running() throws InterruptedException {
        Optional<NodeConfig> config = NodeConfig.read(home);
        boolean usable = NodeProcess.of(home).isPresent()
                && NodeStatus.read(home).filter(NodeStatus::usable).isPresent();
        return usable && config.isPresent() ? Optional.of(cluster(config.get())) : Optional.empty();
    }

    /** Compiles and fetches everything that a node can use, and starts nothing. */
    public void warm() throws InterruptedException {
        EmbeddedParts.gather(workspace, programs, progress);
        programs.get(Programs.Program.CONTOUR);
    }

    @Override
    public Cluster start() throws InterruptedException {
        Optional<Cluster> running = running();
        if (running.isPresent()) {
            return running.get();
        }
        List<String> missing = needs.missing();
        if (!missing.isEmpty()) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-410",
                    "The embedded Kubernetes node cannot run on this machine.",
                    "missing: " + String.join("; ", missing),
                    "mend that, or use another cluster: minikube, kind, k3d (./slipway up --provider kind) or a context"
                            + " of yours (./slipway up --context NAME)"));
        }
        EmbeddedParts parts = EmbeddedParts.gather(workspace, programs, progress);
        // Two applications may find no node at the same time. One of them starts it and chooses its ports.
        try (PathLock.Handle held = new PathLock(cache.resolve("locks").resolve(name + ".start"))
                .acquire(() -> progress.started("cluster", "start", "another slipway starts the node " + name))) {
            if (NodeProcess.of(home).isEmpty()) {
                configure(parts);
                launch();
            } else if (running().isEmpty()) {
                new NodeStartup(name, home, log(), progress).await();
            }
        }
        NodeConfig config = NodeConfig.read(home)
                .orElseThrow(() -> new IllegalStateException(NodeConfig.file(home) + " cannot be read"));
        compileContour(Path.of(config.contour()));
        Cluster cluster = cluster(config);
        progress.done(
                "cluster",
                "start",
                "node " + name + " is ready, Kubernetes " + cluster.version()
                        + (cluster.gateway().isEmpty() ? ", no ingress" : ", ingress on " + cluster.gateway()));
        return cluster;
    }

    /** Compiles Contour in the background. The running node starts its ingress when the program appears. */
    private void compileContour(Path place) {
        if (place.toString().isEmpty() || Files.isExecutable(place)) {
            return;
        }
        Thread.ofVirtual().name("contour").start(() -> {
            try {
                programs.get(Programs.Program.CONTOUR);
            } catch (SlipwayFailure e) {
                progress.on(new Progress.Event.Noted(
                        "cluster",
                        "ingress",
                        "no ingress yet: " + e.failure().summary() + " "
                                + e.failure().why()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * Waits for the ingress, which may appear after the node is ready. If an earlier command ended before its program
     * was compiled, this compiles it first. A node works without its ingress; a note then says so.
     */
    @Override
    public void settle() throws InterruptedException {
        Optional<NodeConfig> config = NodeConfig.read(home);
        if (config.isEmpty()
                || config.get().contour().isEmpty()
                || NodeProcess.of(home).isEmpty()) {
            return;
        }
        try {
            programs.get(Programs.Program.CONTOUR);
        } catch (SlipwayFailure e) {
            return; // The thread that compiles it has reported this.
        }
        long end = System.nanoTime() + INGRESS_WITHIN.toNanos();
        while (System.nanoTime() < end) {
            if (NodeStatus.read(home)
                    .map(s -> s.ready().getOrDefault("ingress", false))
                    .orElse(false)) {
                return;
            }
            Thread.sleep(100);
        }
        progress.on(new Progress.Event.Noted(
                "cluster",
                "ingress",
                "no ingress within " + INGRESS_WITHIN.toSeconds() + " s of its program being there"));
    }

    private Path log() {
        return home.resolve("node.log");
    }

    private void launch() throws InterruptedException {
        progress.started("cluster", "start", "node " + name);
        try {
            // The status of an earlier start must not be taken for this one's.
            Files.deleteIfExists(NodeStatus.file(home));
            Files.deleteIfExists(log());
            Path program = programs.get(Programs.Program.NODE);
            Process process = new DetachedProcess(
                            List.of(
                                    program.toString(),
                                    "run",
                                    "--config",
                                    NodeConfig.file(home).toString()),
                            log())
                    .startAlone();
            new NodeStartup(name, home, log(), progress).await(process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the node of " + home, e);
        }
    }

    /**
     * Writes the configuration. The ports are the same at every start, so that a kubeconfig or a bookmark stays valid.
     * If a port is taken, another one is used.
     */
    private void configure(EmbeddedParts parts) throws InterruptedException {
        Optional<NodeConfig> before = NodeConfig.read(home);
        int api = FreePort.near(before.map(NodeConfig::apiPort).orElse(API_PORT));
        int gateway = parts.envoy().isEmpty()
                ? 0
                : FreePort.near(
                        before.map(NodeConfig::gatewayPort).filter(p -> p > 0).orElse(GATEWAY_PORT));
        String contour = parts.envoy().isEmpty() ? "" : contourPlace();
        NodeConfig config = new NodeConfig(
                name,
                home.toString(),
                parts.system().toString(),
                contour,
                parts.envoy().map(Path::toString).orElse(""),
                api,
                gateway,
                offline(),
                List.of(parts.images().toString()),
                NodeImages.PAUSE);
        config.write();
    }

    /**
     * Whether the node has no way out: the user wants this ({@code SLIPWAY_OFFLINE=1}), or this machine has no device
     * that leads out.
     */
    private boolean offline() {
        return workspace.env().getOrDefault("SLIPWAY_OFFLINE", "").equals("1")
                || !Files.exists(Path.of("/dev/net/tun"));
    }

    /** The path where Contour will be. Its folder is mounted in the node, so that the node sees the program appear. */
    private String contourPlace() throws InterruptedException {
        Path place = programs.place(Programs.Program.CONTOUR);
        try {
            Files.createDirectories(Objects.requireNonNull(place.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of " + place, e);
        }
        return place.toString();
    }

    private Cluster cluster(NodeConfig config) throws InterruptedException {
        String gateway = config.gatewayPort() == 0 ? "" : "http://127.0.0.1:" + config.gatewayPort();
        return new Cluster(PROVIDER, name, kubeconfig().toString(), name, version(), true, gateway);
    }

    Path kubeconfig() {
        return home.resolve("kubeconfig");
    }

    /** The API server's version. It is asked once for each program. */
    private String version() throws InterruptedException {
        Path program = runningProgram();
        Path known = home.resolve("version");
        try {
            List<String> lines = Files.exists(known) ? Files.readAllLines(known) : List.of();
            if (lines.size() == 2 && lines.getFirst().equals(program.toString())) {
                return lines.get(1);
            }
            Command.Result result = runner.run(Command.of(
                            program.toString(),
                            "kubectl",
                            "--kubeconfig",
                            kubeconfig().toString(),
                            "get",
                            "--raw",
                            "/version")
                    .within(Duration.ofSeconds(20)));
            Matcher m = SERVER_VERSION.matcher(result.text());
            if (!m.find()) {
                return "";
            }
            Files.write(known, List.of(program.toString(), m.group(1)));
            return m.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the version in " + known, e);
        }
    }

    /** The program that the node runs. It may be older than the one that would be compiled now. */
    Path runningProgram() throws InterruptedException {
        Optional<Path> of = NodeProcess.of(home).flatMap(NodeProcess::program).filter(Files::isExecutable);
        return of.isPresent() ? of.get() : programs.get(Programs.Program.NODE);
    }

    public void stop() throws InterruptedException {
        Optional<NodeProcess> running = NodeProcess.of(home);
        if (running.isEmpty()) {
            return;
        }
        progress.started("cluster", "stop", "node " + name);
        List<ProcessIdentity> processes = new ArrayList<>(List.of(running.get().inside()));
        running.get().host().ifPresent(processes::add);
        running.get().host().orElse(running.get().inside()).process().ifPresent(ProcessHandle::destroy);
        if (!awaitEnd(processes, STOP_LIMIT)) {
            processes.forEach(p -> p.process().ifPresent(ProcessHandle::destroyForcibly));
            if (!awaitEnd(processes, Duration.ofSeconds(10))) {
                throw new SlipwayFailure(new Failure(
                        "SLIP-413",
                        "The node " + name + " does not end.",
                        "its processes "
                                + processes.stream().map(ProcessIdentity::pid).toList()
                                + " were told to end and then killed, and are still there",
                        "look at them with ps; a process that waits for a disk ends with the disk's answer"));
            }
        }
        progress.done("cluster", "stop", "node " + name + "; its state is kept");
    }

    private static boolean awaitEnd(List<ProcessIdentity> processes, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (processes.stream().anyMatch(ProcessIdentity::alive)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    /** Removes the node and its state. Programs and caches stay. */
    public void delete() throws InterruptedException {
        if (!Files.isDirectory(home)) {
            return;
        }
        Path program = runningProgram();
        stop();
        Command.Result cleaned =
                runner.run(Command.of(program.toString(), "clean", "--home", home.toString(), "--name", name)
                        .within(Duration.ofSeconds(30)));
        if (!cleaned.ok() || MountTable.below(home)) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-414",
                    "The node " + name + " was stopped, but " + home + " was not removed.",
                    cleaned.ok() ? "something is mounted below it" : "cleaning up ended with " + cleaned.exit(),
                    cleaned.tail(5),
                    "see what holds it (findmnt, ps), then run ./slipway cluster delete again",
                    "the cluster's files are as they were"));
        }
        try {
            if (Files.exists(home)) {
                PathUtils.deleteDirectory(home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + home, e);
        }
        progress.done("cluster", "delete", "node " + name + " and " + home);
    }

    public ClusterStatus status() throws InterruptedException {
        Optional<Cluster> running = running();
        ClusterStatus status =
                NodeState.of(name, home, running.map(Cluster::version).orElse(""), Instant.now());
        return running.isPresent() && status.detail().isEmpty() && outdated() ? status.with(OUTDATED) : status;
    }

    private static boolean same(Path one, Path other) {
        try {
            return Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a start would use another program or another root file system than the running ones. */
    private boolean outdated() throws InterruptedException {
        String system = NodeConfig.read(home).map(NodeConfig::rootfs).orElse("");
        return !same(runningProgram(), programs.place(Programs.Program.NODE))
                || new NodeSystem(cache, progress)
                        .present()
                        .filter(present -> present.toString().equals(system))
                        .isEmpty();
    }

    @Override
    public ImageStore images(Cluster cluster) {
        return new EmbeddedImages(home, this::runningProgram, runner);
    }

    @Override
    public Forwards forwards(Cluster cluster) {
        return new ProcessForwards(
                home.resolve("forwards"), new EmbeddedForward(cluster, home, this::runningProgram, runner));
    }
}
