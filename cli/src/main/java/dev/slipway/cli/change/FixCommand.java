package dev.slipway.cli.change;

import dev.slipway.assist.act.ClusterReader;
import dev.slipway.assist.act.Sight;
import dev.slipway.assist.fix.Repairs;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Focus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fix",
        mixinStandardHelpOptions = true,
        description = "Mends what slipway diagnose finds, after it has shown how; takes it back where it makes nothing"
                + " better.",
        footer = {"", "Exit codes: 0 mended and seen, 2 there is no such object, 40 not, or not all."})
public final class FixCommand implements Callable<Integer> {
    private static final int USAGE = 2;

    private final Talk console;

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            defaultValue = "",
            description = "a name, such as backend, or kind/name, such as deployment/backend (default: all)")
    private String what = "";

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "all namespaces")
    private boolean all;

    @Mixin
    private ClusterPlace place = new ClusterPlace();

    @Mixin
    private Carrying.Leave leave = new Carrying.Leave();

    public FixCommand(Talk console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Cluster cluster = place.cluster(console);
        InstantSource clock = InstantSource.system();
        String space = all ? "" : place.namespace(console);
        try (KubernetesClient client = Kube.client(cluster)) {
            Diagnosis diagnosis = new Sight(client, clock).causes(space, what);
            if (diagnosis.focus() instanceof Focus.Unknown unknown) {
                console.err()
                        .println("There is no '" + unknown.what() + "' in " + Findings.place(space) + ". There are: "
                                + String.join(
                                        ", ",
                                        unknown.nearest().stream().limit(20).toList()));
                return USAGE;
            }
            if (diagnosis.focus() instanceof Focus.Several several) {
                console.err()
                        .println("'" + several.what() + "' is in several namespaces. Which one: "
                                + String.join(", ", several.candidates()) + "?");
                return USAGE;
            }
            Findings.text(console, diagnosis, space);
            ClusterReader.Read read = ClusterReader.read(client, space);
            return new Mending(console, new Carrying(console, cluster, client, clock, leave))
                    .run("fix " + what, Repairs.of(diagnosis.findings(), read.objects()));
        } catch (KubernetesClientException e) {
            Kube.orStop(e);
            throw ClusterPlace.refused(cluster, e);
        }
    }
}
