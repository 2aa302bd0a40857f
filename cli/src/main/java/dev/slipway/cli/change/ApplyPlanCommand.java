package dev.slipway.cli.change;

import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.PlannedStep;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply-plan",
        mixinStandardHelpOptions = true,
        description = "Carries out a plan that slipway ask or fix --plan-only wrote, after it has shown it.")
public final class ApplyPlanCommand implements Callable<Integer> {
    private static final int OTHERWISE = 40;

    private final Talk console;

    @Parameters(paramLabel = "FILE", description = "the plan")
    private Path file = Path.of("plan.json");

    @Option(names = "--or-back", description = "take back what was changed where it does not become well, as fix does")
    private boolean orBack;

    @Mixin
    private ClusterPlace place = new ClusterPlace();

    @Mixin
    private Carrying.Leave leave = new Carrying.Leave();

    public ApplyPlanCommand(Talk console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        ChangePlan plan = read();
        Cluster cluster = place.cluster(console);
        InstantSource clock = InstantSource.system();
        try (KubernetesClient client = Kube.client(cluster)) {
            Carrying carrying = new Carrying(console, cluster, client, clock, leave);
            Carrying.Result result = carrying.run(
                    plan.steps().stream().map(PlannedStep::request).collect(Collectors.joining("; ")), plan);
            if (orBack && result.carriedOut() && !result.well()) {
                carrying.back(result);
            }
            return result.well() ? 0 : OTHERWISE;
        } catch (KubernetesClientException e) {
            Kube.orStop(e);
            throw ClusterPlace.refused(cluster, e);
        }
    }

    private ChangePlan read() {
        try {
            return ChangePlan.read(Files.readString(file));
        } catch (IOException e) {
            throw unreadable(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    private SlipwayFailure unreadable(String why, Exception e) {
        return new SlipwayFailure(
                new Failure(
                        "SLIP-481",
                        "The plan " + file + " cannot be read.",
                        why,
                        "./slipway ask --plan-only " + file + " \"...\""),
                e);
    }
}
