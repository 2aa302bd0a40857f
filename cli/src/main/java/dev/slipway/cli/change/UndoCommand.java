package dev.slipway.cli.change;

import dev.slipway.assist.act.Execution;
import dev.slipway.assist.act.Journal;
import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.PlannedStep;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        description =
                "Takes back what slipway ask, fix or apply-plan changed on a cluster: the last of it, or a named one.")
public final class UndoCommand implements Callable<Integer> {
    private static final int USAGE = 2;
    private static final int OTHERWISE = 40;

    private final Talk console;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            defaultValue = "",
            description = "as --list names it (default: the last)")
    private String id = "";

    @Option(names = "--list", description = "what can be taken back")
    private boolean list;

    @Mixin
    private ClusterPlace place = new ClusterPlace();

    @Mixin
    private Carrying.Leave leave = new Carrying.Leave();

    public UndoCommand(Talk console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Cluster cluster = place.cluster(console);
        InstantSource clock = InstantSource.system();
        try (KubernetesClient client = Kube.client(cluster)) {
            Carrying carrying = new Carrying(console, cluster, client, clock, leave);
            List<Journal.Entry> entries = carrying.journal().entries();
            if (list) {
                entries.forEach(e -> console.out()
                        .println(e.id() + "  " + e.plan().steps().getFirst().request() + "  ("
                                + e.plan().changes().size() + " changes)"));
                return 0;
            }
            Optional<Journal.Entry> entry = entries.stream()
                    .filter(e -> id.isEmpty() || e.id().equals(id))
                    .findFirst();
            if (entry.isEmpty()) {
                console.err()
                        .println(
                                id.isEmpty()
                                        ? "Nothing was changed on " + cluster.context() + " that could be taken back."
                                        : "There is no '" + id + "'; ./slipway undo --list names them.");
                return USAGE;
            }
            return back(carrying, new Execution(client, clock), entry.get());
        } catch (KubernetesClientException e) {
            Kube.orStop(e);
            throw ClusterPlace.refused(cluster, e);
        }
    }

    private int back(Carrying carrying, Execution execution, Journal.Entry entry) throws InterruptedException {
        List<ObjectChange> back = execution.back(entry.plan().changes());
        if (back.isEmpty()) {
            console.out().println("All of it is as it was before already, or cannot be taken back.");
            carrying.journal().forget(entry.id());
            return 0;
        }
        Carrying.Result result = carrying.run(
                "undo " + entry.id(),
                new ChangePlan(List.of(new PlannedStep(
                        "undo: " + entry.plan().steps().getFirst().request(), back, List.of()))));
        if (result.carriedOut()) {
            carrying.journal().forget(entry.id());
        }
        return result.well() ? 0 : OTHERWISE;
    }
}
