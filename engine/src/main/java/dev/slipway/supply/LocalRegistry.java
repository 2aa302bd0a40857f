package dev.slipway.supply;

import dev.slipway.application.RegistryName;
import dev.slipway.cluster.Forwards;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A registry that a cluster has of its own.
 *
 * @param push as this machine reaches it; @param pull as the nodes do
 * @param found what told of it, for people
 */
record LocalRegistry(String push, String pull, String found) {
    /** KEP-1755: what kind's documentation, k3d, Tilt and others write. */
    private static final String NAMESPACE = "kube-public";

    private static final String NAME = "local-registry-hosting";
    private static final String KEY = "localRegistryHosting.v1";

    /** The Service and the port on each node of minikube's addon {@code registry}. */
    private static final String ADDONS = "kube-system";

    private static final String ADDON = "registry";
    private static final String ON_NODES = "localhost:5000";

    static Optional<LocalRegistry> find(KubernetesClient client, Forwards forwards) throws InterruptedException {
        Optional<LocalRegistry> told = told(client);
        return told.isPresent() ? told : addon(client, forwards);
    }

    /** What the cluster itself tells of a registry. */
    static Optional<LocalRegistry> told(KubernetesClient client) {
        try {
            ConfigMap map =
                    client.configMaps().inNamespace(NAMESPACE).withName(NAME).get();
            if (map == null || map.getData() == null || !map.getData().containsKey(KEY)) {
                return Optional.empty();
            }
            JsonNode hosting = new YAMLMapper().readTree(map.getData().get(KEY));
            String host = hosting.path("host").asString("");
            return host.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new LocalRegistry(
                            host,
                            hosting.path("hostFromContainerRuntime").asString(host),
                            "ConfigMap " + NAMESPACE + "/" + NAME));
        } catch (KubernetesClientException | JacksonException e) {
            // One who may not read it, or cannot, names the registry.
            return Optional.empty();
        }
    }

    private static Optional<LocalRegistry> addon(KubernetesClient client, Forwards forwards)
            throws InterruptedException {
        List<Service> services;
        try {
            services = client.services()
                    .inNamespace(ADDONS)
                    .withLabel("kubernetes.io/minikube-addons", ADDON)
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
        if (services.isEmpty()) {
            return Optional.empty();
        }
        Service service = services.getFirst();
        URI open = forwards.open(
                ADDONS,
                service.getMetadata().getName(),
                service.getSpec().getPorts().getFirst().getPort(),
                5000);
        return Optional.of(new LocalRegistry(open.getAuthority(), ON_NODES, "minikube's addon " + ADDON));
    }

    RegistryName pushed() {
        return RegistryName.parse(push);
    }
}
