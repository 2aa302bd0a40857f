package dev.slipway.cli;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.compile.GoPrograms;
import dev.slipway.compile.Programs;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code slipway kubectl}: kubectl on Slipway's cluster. All words behind the name are passed on unchanged. */
final class KubectlCommand {
    static final String NAME = "kubectl";
    private static final int NOT_RUNNING = 3;

    private KubectlCommand() {}

    static int run(Console console, List<String> words) throws IOException, InterruptedException {
        Workspace workspace = Workspace.of(Path.of("."), console.env());
        Optional<Cluster> cluster = console.clusters(workspace, Progress.SILENT).running(Clusters.Choice.ANY);
        if (cluster.isEmpty()) {
            console.err().println("The cluster does not run. Start it: ./slipway cluster start");
            return NOT_RUNNING;
        }
        Path node = GoPrograms.of(workspace, Progress.SILENT).get(Programs.Program.NODE);
        List<String> command = new ArrayList<>(List.of(
                node.toString(),
                "kubectl",
                "--kubeconfig",
                cluster.get().kubeconfig(),
                "--context",
                cluster.get().context()));
        // Users of other tools write: slipway kubectl -- get pods.
        command.addAll(!words.isEmpty() && words.getFirst().equals("--") ? words.subList(1, words.size()) : words);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
