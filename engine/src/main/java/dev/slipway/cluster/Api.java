package dev.slipway.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.Optional;

/** Asks API servers for their version. */
@FunctionalInterface
public interface Api {
    /** The version of Kubernetes, such as {@code 1.37.2}; empty if no server answers. */
    Optional<String> version(Path kubeconfig, String context);

    static Optional<String> ask(Path kubeconfig, String context) {
        Cluster cluster = new Cluster("context", context, kubeconfig.toString(), context, "", false, "");
        try (KubernetesClient client = Kube.client(cluster)) {
            String version = client.getKubernetesVersion().getGitVersion();
            return Optional.of(version.startsWith("v") ? version.substring(1) : version);
        } catch (KubernetesClientException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
