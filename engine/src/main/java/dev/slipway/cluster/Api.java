package dev.slipway.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Asks API servers for their version. */
@FunctionalInterface
public interface Api {
    /** The version of Kubernetes, such as {@code 1.37.2}; empty if no server answers. */
    Optional<String> version(Path kubeconfig, String context);

    /** Why a server that answers gives no version, for people. */
    default Optional<String> refusal(Path kubeconfig, String context) {
        return Optional.empty();
    }

    /** Asks over the network. */
    Api SERVERS = new Api() {
        @Override
        public Optional<String> version(Path kubeconfig, String context) {
            try (KubernetesClient client = client(kubeconfig, context)) {
                String version = client.getKubernetesVersion().getGitVersion();
                return Optional.of(version.startsWith("v") ? version.substring(1) : version);
            } catch (KubernetesClientException | IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public Optional<String> refusal(Path kubeconfig, String context) {
            try (KubernetesClient client = client(kubeconfig, context)) {
                client.getKubernetesVersion();
                return Optional.empty();
            } catch (KubernetesClientException e) {
                return switch (e.getCode()) {
                    case HttpURLConnection.HTTP_UNAUTHORIZED ->
                        Optional.of("its API server does not take the kubeconfig's credentials: they have run out, or"
                                + " were withdrawn");
                    case HttpURLConnection.HTTP_FORBIDDEN ->
                        Optional.of("its API server lets the kubeconfig's account do nothing");
                    default -> certificate(e);
                };
            } catch (IllegalArgumentException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }

        private static KubernetesClient client(Path kubeconfig, String context) {
            return Kube.client(new Cluster("context", context, kubeconfig.toString(), context, "", false, ""));
        }

        private static Optional<String> certificate(Throwable e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SSLException) {
                    return Optional.of("its certificate and the kubeconfig's do not fit: " + cause.getMessage());
                }
            }
            return Optional.empty();
        }
    };
}
