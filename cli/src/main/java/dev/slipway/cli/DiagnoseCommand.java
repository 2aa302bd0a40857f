package dev.slipway.cli;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.diagnose.Diagnoser;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Focus;
import dev.slipway.diagnose.RootCause;
import dev.slipway.diagnose.cause.Cause;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.wiring.Sources;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
    private static final int OBJECTS = 3;
    private static final int LINES = 6;

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            defaultValue = "",
            description = "a name, such as backend, or kind/name, such as deployment/backend (default: all)")
    private String what = "";

    @Option(
            names = {"-n", "--namespace"},
            defaultValue = "",
            description = "default: that of this folder's application, else default")
    private String namespace = "";

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "all namespaces")
    private boolean all;

    @Option(names = "--provider", paramLabel = "NAME", defaultValue = "", description = "as in slipway up")
    private String provider = "";

    @Option(names = "--context", paramLabel = "NAME", defaultValue = "", description = "a context of your kubeconfig")
    private String context = "";

    @Option(names = "-o", defaultValue = "text", description = "output: ${COMPLETION-CANDIDATES}")
    private Console.Output output = Console.Output.TEXT;

    DiagnoseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Workspace workspace = Workspace.of(Path.of("."), console.env());
        Cluster cluster = console.clusters(workspace, Progress.SILENT)
                .running(new Clusters.Choice(provider, context))
                .orElseThrow(DiagnoseCommand::noCluster);
        String space = all ? "" : namespace.isEmpty() ? own(workspace) : namespace;
        Diagnosis diagnosis = examine(cluster, space);
        return switch (diagnosis.focus()) {
            case Focus.Unknown unknown -> {
                console.err()
                        .println("There is no '" + unknown.what() + "' in " + place(space) + ". "
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

    private static SlipwayFailure noCluster() {
        return new SlipwayFailure(new Failure(
                "SLIP-430",
                "The cluster does not run.",
                "no answer from the cluster that was to be looked at",
                "./slipway cluster start, or name another one with --context"));
    }

    /** Where a run has been, its application's namespace; reading any other folder would take time for nothing. */
    private static String own(Workspace workspace) {
        try {
            return Files.isDirectory(workspace.work())
                    ? Sources.read(workspace, Map.of()).name()
                    : "default";
        } catch (SlipwayFailure e) {
            return "default";
        }
    }

    private Diagnosis examine(Cluster cluster, String space) throws InterruptedException {
        try (KubernetesClient client = Kube.client(cluster)) {
            return Diagnoser.examine(client, space, what, InstantSource.system());
        } catch (KubernetesClientException e) {
            Kube.orStop(e);
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-423",
                            "The cluster " + cluster.name() + " (context " + cluster.context()
                                    + ") did not do what was asked of it.",
                            String.valueOf(e.getMessage()),
                            "./slipway cluster status"),
                    e);
        }
    }

    private static String place(String space) {
        return space.isEmpty() ? "any namespace" : "namespace " + space;
    }

    private int tell(Cluster cluster, String space, Diagnosis diagnosis) {
        switch (output) {
            case JSON -> console.out().println(console.json(facts(cluster, space, diagnosis)));
            case TEXT -> text(space, diagnosis);
        }
        return diagnosis.findings().stream().anyMatch(RootCause::blocks) ? BLOCKED : 0;
    }

    private void text(String space, Diagnosis diagnosis) {
        diagnosis.findings().forEach(this::text);
        diagnosis.unread().forEach(kind -> console.err().println("not looked at: " + kind));
        long blocking = diagnosis.findings().stream().filter(RootCause::blocks).count();
        int further = (int) (diagnosis.findings().size() - blocking);
        console.out()
                .println((diagnosis.findings().isEmpty()
                                ? "Nothing is wrong"
                                : blocking
                                        + (blocking == 1 ? " cause blocks, " : " causes block, ")
                                        + further
                                        + (further == 1 ? " does not yet" : " do not yet"))
                        + ": " + diagnosis.pods() + (diagnosis.pods() == 1 ? " pod" : " pods") + " of " + place(space)
                        + " in " + Style.time(diagnosis.took()) + ".");
    }

    private void text(RootCause finding) {
        Cause cause = finding.cause();
        Style style = console.style();
        console.out()
                .println((finding.blocks() ? style.bad("✗") : style.busy("–")) + " " + style.strong(cause.id()) + "  "
                        + cause.summary());
        line("why", cause.why());
        line(
                "at",
                (finding.namespace().isEmpty() ? "" : "-n " + finding.namespace() + " ")
                        + String.join(
                                ", ", finding.objects().stream().limit(OBJECTS).toList())
                        + (finding.objects().size() > OBJECTS
                                ? " and " + (finding.objects().size() - OBJECTS) + " more"
                                : ""));
        List<String> evidence =
                cause.evidence().stream().filter(l -> !l.equals(cause.why())).toList();
        evidence.subList(Math.max(0, evidence.size() - LINES), evidence.size()).forEach(l -> line("", l));
        finding.follows().forEach(f -> line("so", f.id() + " " + f.summary()));
        line("fix", cause.fix().words());
        line("more", "./slipway explain " + cause.id());
    }

    private void line(String name, String text) {
        console.out().printf("    %-5s %s%n", name, text.strip().replace("\n", "\n          "));
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
