package dev.slipway.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;

/** Connections to a cluster's API server. */
public final class Kube {
    private static final int TIMEOUT_MILLIS = 10_000;

    private Kube() {}

    /** A call that failed because this thread is to stop says nothing of the cluster: the stop goes on instead. */
    public static void orStop(KubernetesClientException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw (InterruptedException) new InterruptedException("while the cluster was asked").initCause(e);
        }
    }

    /** A client of the cluster's context and no other, whatever the environment says. */
    public static KubernetesClient client(Cluster cluster) {
        ConfigBuilder config = new ConfigBuilder(Config.fromKubeconfig(new File(cluster.kubeconfig())))
                .withCurrentContext(Config.fromKubeconfig(new File(cluster.kubeconfig())).getContexts().stream()
                        .filter(c -> c.getName().equals(cluster.context()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                cluster.kubeconfig() + " has no context " + cluster.context())))
                .withConnectionTimeout(TIMEOUT_MILLIS)
                .withRequestTimeout(TIMEOUT_MILLIS);
        if (cluster.local()) {
            // Whatever proxy the environment names, it is none for this machine.
            config.withHttpProxy(null).withHttpsProxy(null);
        }
        return new KubernetesClientBuilder().withConfig(config.build()).build();
    }
}
