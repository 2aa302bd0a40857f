package dev.slipway.assist.second;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kubeconfig for a program that is not to change anything: of an account that may look at one namespace, for some minutes. */
final class ReadingAccess implements AutoCloseable {
    private static final String NAME = "slipway-second-opinion";
    private static final long SECONDS = 600;

    private final @Nullable KubernetesClient client;
    private final String namespace;

    private ReadingAccess(@Nullable KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** @param cluster null for a kubeconfig that leads nowhere */
    static ReadingAccess of(@Nullable Cluster cluster, String namespace, Path kubeconfig) throws IOException {
        if (cluster == null) {
            Files.writeString(kubeconfig, "apiVersion: v1\nkind: Config\n");
            return new ReadingAccess(null, namespace);
        }
        KubernetesClient client = Kube.client(cluster);
        ReadingAccess access = new ReadingAccess(client, namespace);
        try {
            access.write(kubeconfig);
            return access;
        } catch (KubernetesClientException e) {
            access.close();
            throw new IOException(e.getMessage(), e);
        }
    }

    String told() {
        return client == null ? "without any cluster" : "with an account that may only read namespace " + namespace;
    }

    private static ObjectMeta meta(String namespace) {
        return new ObjectMetaBuilder()
                .withName(NAME)
                .withNamespace(namespace)
                .withLabels(Map.of("app.kubernetes.io/managed-by", "slipway"))
                .build();
    }

    private void write(Path kubeconfig) throws IOException {
        KubernetesClient open = java.util.Objects.requireNonNull(client);
        open.resource(new ServiceAccountBuilder().withMetadata(meta(namespace)).build())
                .serverSideApply();
        open.resource(new RoleBindingBuilder()
                        .withMetadata(meta(namespace))
                        .withNewRoleRef()
                        .withApiGroup("rbac.authorization.k8s.io")
                        .withKind("ClusterRole")
                        .withName("view")
                        .endRoleRef()
                        .addNewSubject()
                        .withKind("ServiceAccount")
                        .withName(NAME)
                        .withNamespace(namespace)
                        .endSubject()
                        .build())
                .serverSideApply();
        TokenRequest token = open.serviceAccounts()
                .inNamespace(namespace)
                .withName(NAME)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(SECONDS)
                        .endSpec()
                        .build());
        String data = open.getConfiguration().getCaCertData();
        String file = open.getConfiguration().getCaCertFile();
        String authority = data != null
                ? (data.contains("BEGIN")
                        ? Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
                        : data)
                : file == null ? "" : Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                current-context: read
                clusters: [{name: read, cluster: {server: "%s"%s}}]
                users: [{name: read, user: {token: "%s"}}]
                contexts: [{name: read, context: {cluster: read, user: read, namespace: "%s"}}]
                """.formatted(
                        open.getConfiguration().getMasterUrl(),
                        authority.isEmpty() ? "" : ", certificate-authority-data: \"" + authority + "\"",
                        token.getStatus().getToken(),
                        namespace));
    }

    @Override
    public void close() {
        if (client == null) {
            return;
        }
        try {
            client.rbac().roleBindings().inNamespace(namespace).withName(NAME).delete();
            client.serviceAccounts().inNamespace(namespace).withName(NAME).delete();
        } catch (KubernetesClientException e) {
            // It ends by itself: its token holds for some minutes.
        } finally {
            client.close();
        }
    }
}
