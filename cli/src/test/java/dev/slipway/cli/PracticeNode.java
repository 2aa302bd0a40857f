package dev.slipway.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.compile.GoPrograms;
import dev.slipway.gate.Check;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A real node with the images of {@link OwnImages}, for tests of commands. A test is skipped where the machine cannot run one.
 *
 * @param env for commands that are to use it
 * @param kept whether it was there before, by {@code -Dslipway.node=NAME}, and stays
 */
record PracticeNode(Map<String, String> env, Clusters clusters, KubernetesClient client, boolean kept)
        implements AutoCloseable {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** @param folder the application's, and for files of the test */
    static PracticeNode start(String name, Path folder) throws IOException, InterruptedException {
        String known = System.getProperty("slipway.node", "");
        Map<String, String> env = new HashMap<>(System.getenv());
        env.put("SLIPWAY_CLUSTER", known.isEmpty() ? name : known);
        env.put("SLIPWAY_ROOT", ROOT.toString());
        Workspace workspace = Workspace.of(folder, env);
        Clusters clusters = new Clusters(
                workspace, new GoPrograms(workspace, ROOT.resolve("node"), Progress.SILENT), Progress.SILENT);
        Check embedded = clusters.examine(Clusters.Choice.ANY).stream()
                .filter(c -> c.id().equals("G1.provider.embedded"))
                .findFirst()
                .orElseThrow();
        assumeTrue(
                embedded.status() == Check.Status.PASS, () -> "this machine cannot run a node: " + embedded.evidence());
        Cluster cluster = clusters.start(new Clusters.Choice("embedded", ""));
        PracticeNode node = new PracticeNode(env, clusters, Kube.client(cluster), !known.isEmpty());
        OwnImages.load(
                clusters, cluster, folder.resolve("oci"), workspace.home().resolve("debian"));
        return node;
    }

    @Override
    public void close() throws InterruptedException {
        client.close();
        if (!kept) {
            clusters.delete();
        }
    }
}
