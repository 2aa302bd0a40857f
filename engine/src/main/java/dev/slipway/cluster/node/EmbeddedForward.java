package dev.slipway.cluster.node;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.DetachedProcess;
import dev.slipway.cluster.ProcessForwards;
import dev.slipway.cluster.Runner;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Forwards into the node's network to the address of the Service, behind which pods may change. The process ends with
 * the node.
 */
final class EmbeddedForward implements ProcessForwards.Opener {
    private final Cluster cluster;
    private final Path home;
    private final EmbeddedImages.Program program;
    private final Runner runner;

    EmbeddedForward(Cluster cluster, Path home, EmbeddedImages.Program program, Runner runner) {
        this.cluster = cluster;
        this.home = home;
        this.program = program;
        this.runner = runner;
    }

    @Override
    public String target(String namespace, String service, int port) throws InterruptedException {
        Command.Result result = runner.run(Command.of(
                        program.path().toString(),
                        "kubectl",
                        "--kubeconfig",
                        cluster.kubeconfig(),
                        "-n",
                        namespace,
                        "get",
                        "service",
                        service,
                        "-o",
                        "jsonpath={.spec.clusterIP}")
                .within(Duration.ofSeconds(20)));
        String address = result.text().strip();
        if (!result.ok() || !address.matches("[0-9a-fA-F.:]+")) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-417",
                    "Service " + service + " of namespace " + namespace + " cannot be led to.",
                    result.ok() ? "it has no address of its own (clusterIP " + address + ")" : "it was not found",
                    result.tail(3),
                    "list the services: ./slipway kubectl -n " + namespace + " get services",
                    "nothing was changed"));
        }
        return address.contains(":") ? "[" + address + "]:" + port : address + ":" + port;
    }

    @Override
    public Process start(String namespace, String service, String target, int localPort, Path log)
            throws IOException, InterruptedException {
        return new DetachedProcess(
                        List.of(
                                program.path().toString(),
                                "forward",
                                "--home",
                                home.toString(),
                                "--listen",
                                "127.0.0.1:" + localPort,
                                "--to",
                                target),
                        log)
                .startAlone();
    }
}
