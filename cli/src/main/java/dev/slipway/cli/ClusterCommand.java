package dev.slipway.cli;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.ClusterStatus;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description = "Starts, stops, shows or deletes the local cluster.")
final class ClusterCommand implements Callable<Integer> {
    private static final int NOT_RUNNING = 3;

    private final Console console;

    enum Verb {
        START,
        STOP,
        STATUS,
        DELETE,
        KUBECONFIG
    }

    @Parameters(arity = "0..1", description = "${COMPLETION-CANDIDATES}; without one: status")
    private Verb verb = Verb.STATUS;

    @Option(names = "--provider", defaultValue = "", description = "embedded, minikube, kind, k3d or docker-desktop")
    private String provider = "";

    @Option(names = "--context", defaultValue = "", description = "a context of your kubeconfig")
    private String context = "";

    @Option(
            names = "--offline",
            description = "start: pods of the embedded node reach nothing outside of it (as SLIPWAY_OFFLINE=1)")
    private boolean offline;

    @Option(names = "-o", defaultValue = "text", description = "output: ${COMPLETION-CANDIDATES}")
    private Console.Output output = Console.Output.TEXT;

    ClusterCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> env = new HashMap<>(console.env());
        if (offline) {
            env.put("SLIPWAY_OFFLINE", "1");
        }
        Workspace workspace = Workspace.of(Path.of("."), env);
        Clusters.Choice choice = new Clusters.Choice(provider, context);
        try (Console.Display display = console.display(false)) {
            Clusters clusters = console.clusters(workspace, display.progress());
            switch (verb) {
                case START -> {
                    Cluster cluster = clusters.start(choice);
                    clusters.settle(cluster);
                    display.progress().done("cluster", "", "Kubernetes " + cluster.version() + " is ready");
                }
                case STOP -> clusters.stop();
                case DELETE -> clusters.delete();
                case STATUS, KUBECONFIG -> {}
            }
        }
        Clusters clusters = console.clusters(workspace, Progress.SILENT);
        return switch (verb) {
            case STATUS -> tell(clusters.status());
            case START, KUBECONFIG -> kubeconfig(clusters.running(choice));
            case STOP, DELETE -> 0;
        };
    }

    private int kubeconfig(Optional<Cluster> running) {
        if (running.isEmpty()) {
            console.err().println("The cluster does not run. Start it: ./slipway cluster start");
            return NOT_RUNNING;
        }
        console.out().println(running.get().kubeconfig());
        return 0;
    }

    private int tell(ClusterStatus status) {
        switch (output) {
            case JSON -> console.out().println(console.json(status));
            case TEXT -> {
                line(
                        "Node",
                        status.name() + ", " + status.phase()
                                + (status.detail().isEmpty() ? "" : ": " + status.detail()));
                if (status.phase().equals("ready")) {
                    line("Kubernetes", status.version() + ", up " + Style.time(status.uptime()));
                    line("Memory", status.memory() / 1_000_000 + " MB in use by the node and its pods");
                    line("API", "https://127.0.0.1:" + status.apiPort());
                    line("Ingress", status.gatewayPort() == 0 ? "none" : "http://127.0.0.1:" + status.gatewayPort());
                    line("kubectl", "export KUBECONFIG=" + status.kubeconfig() + "   (or ./slipway kubectl ...)");
                }
            }
        }
        return 0;
    }

    private void line(String name, String text) {
        console.out().printf("  %-11s %s%n", name, text);
    }
}
