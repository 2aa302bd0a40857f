package dev.slipway.cli;

import dev.slipway.cli.change.ClusterPlace;
import dev.slipway.cli.change.Findings;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import dev.slipway.diagnose.Diagnoser;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Focus;
import dev.slipway.diagnose.RootCause;
import dev.slipway.diagnose.cause.Cause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        description =
                "Names why something on a cluster does not work, whoever made it, and what mends it. Changes nothing.",
        footer = {"", "Exit codes: 0 nothing blocks, 40 something does, 2 there is no such object."})
final class DiagnoseCommand implements Callable<Integer> {
    private static final int USAGE = 2;
    private static final int BLOCKED = 40;

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            defaultValue = "",
            description = "a name, such as backend, or kind/name, such as deployment/backend (default: all)")
    private String what = "";

    @Mixin
    private ClusterPlace place = new ClusterPlace();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "all namespaces")
    private boolean all;

    @Option(names = "-o", defaultValue = "text", description = "output: ${COMPLETION-CANDIDATES}")
    private Console.Output output = Console.Output.TEXT;

    DiagnoseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Cluster cluster = place.cluster(console);
        String space = all ? "" : place.namespace(console);
        Diagnosis diagnosis = examine(cluster, space);
        return switch (diagnosis.focus()) {
            case Focus.Unknown unknown -> {
                console.err()
                        .println("There is no '" + unknown.what() + "' in " + Findings.place(space) + ". "
                                + (unknown.nearest().size() == 1 ? "Nearest: " : "There are: ")
                                + String.join(
                                        ", ",
                                        unknown.nearest().stream().limit(20).toList()));
                yield USAGE;
            }
            case Focus.Several several -> {
                console.err()
                        .println("'" + several.what() + "' is in several namespaces. Which one: "
                                + String.join(", ", several.candidates()) + "?");
                yield USAGE;
            }
            case Focus.All ignored -> tell(cluster, space, diagnosis);
            case Focus.On ignored -> tell(cluster, space, diagnosis);
        };
    }

    private Diagnosis examine(Cluster cluster, String space) throws InterruptedException {
        try (KubernetesClient client = Kube.client(cluster)) {
            return Diagnoser.examine(client, space, what, InstantSource.system());
        } catch (KubernetesClientException e) {
            Kube.orStop(e);
            throw ClusterPlace.refused(cluster, e);
        }
    }

    private int tell(Cluster cluster, String space, Diagnosis diagnosis) {
        switch (output) {
            case JSON -> console.out().println(console.json(facts(cluster, space, diagnosis)));
            case TEXT -> Findings.text(console, diagnosis, space);
        }
        return diagnosis.findings().stream().anyMatch(RootCause::blocks) ? BLOCKED : 0;
    }

    private static Map<String, Object> facts(Cluster cluster, String space, Diagnosis diagnosis) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cluster", cluster.name());
        facts.put("namespace", space);
        facts.put("pods", diagnosis.pods());
        facts.put("millis", diagnosis.took().toMillis());
        facts.put("unread", diagnosis.unread());
        facts.put(
                "findings",
                diagnosis.findings().stream().map(DiagnoseCommand::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(RootCause finding) {
        Cause cause = finding.cause();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", cause.id());
        facts.put("namespace", finding.namespace());
        facts.put("service", cause.service());
        facts.put("objects", finding.objects());
        facts.put("root", cause.root());
        facts.put("weight", cause.weight());
        facts.put("permanent", cause.permanent());
        facts.put("summary", cause.summary());
        facts.put("why", cause.why());
        facts.put("evidence", cause.evidence());
        facts.put(
                "fix",
                Map.of(
                        "kind",
                        cause.fix().getClass().getSimpleName(),
                        "words",
                        cause.fix().words(),
                        "change",
                        cause.fix()));
        facts.put(
                "follows",
                finding.follows().stream().map(f -> f.id() + " " + f.summary()).toList());
        return facts;
    }
}
