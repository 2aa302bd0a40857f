package dev.slipway.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import java.io.File;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.security.Security;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/** Connections to a cluster's API server. */
public final class Kube {
    private static final int TIMEOUT_MILLIS = 10_000;

    static {
        // Java keeps a client's key encrypted in memory, with the password beside it. The 10,000 rounds protect nothing
        // and take a tenth of a second for each client.
        Security.setProperty("keystore.pkcs12.keyPbeIterationCount", "1");
    }

    private Kube() {}

    /**
     * Throws an InterruptedException if a call failed because this thread was told to stop: such a failure says nothing
     * about the cluster.
     */
    public static void orStop(KubernetesClientException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw (InterruptedException) new InterruptedException("while the cluster was asked").initCause(e);
        }
    }

    /** Why a call failed. An exception of the client's own may have no message, such as that of a timeout. */
    public static String reason(KubernetesClientException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return "no answer within " + TIMEOUT_MILLIS / 1000 + " s";
            }
            String message = cause.getMessage();
            if (message != null && !message.isBlank() && !message.equals("null")) {
                return message;
            }
        }
        return "the call ended as " + e.getClass().getSimpleName() + " without a message";
    }

    /** A client of the cluster's context. Variables of the environment do not change the context. */
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
            // A proxy in the environment is not meant for this machine.
            config.withHttpProxy(null).withHttpsProxy(null);
        }
        return new KubernetesClientBuilder()
                .withConfig(config.build())
                .withHttpClientFactory(new Closing())
                .build();
    }

    /**
     * Closes Java's HTTP client with the client that uses it. fabric8 leaves it to the garbage collector. Until then
     * its thread waits in the kernel, which would delay the process's end by 0.3 s.
     */
    private static final class Closing extends JdkHttpClientFactory {
        private final List<HttpClient> made = new CopyOnWriteArrayList<>();

        @Override
        protected HttpClient.Builder createNewHttpClientBuilder() {
            HttpClient.Builder builder = super.createNewHttpClientBuilder();
            return (HttpClient.Builder) Proxy.newProxyInstance(
                    HttpClient.class.getClassLoader(),
                    new Class<?>[] {HttpClient.Builder.class},
                    (proxy, method, words) -> {
                        Object result = method.invoke(builder, words);
                        if (result instanceof HttpClient client) {
                            made.add(client);
                        }
                        return result == builder ? proxy : result;
                    });
        }

        @Override
        protected void closeHttpClient(JdkHttpClientImpl client) {
            super.closeHttpClient(client);
            made.forEach(HttpClient::shutdownNow);
        }
    }
}
