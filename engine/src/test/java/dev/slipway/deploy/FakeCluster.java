package dev.slipway.deploy;

import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An API server that keeps what it is given, with one node and an Ingress class. */
final class FakeCluster implements AutoCloseable {
    /** It would tell each request. */
    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    static {
        SERVER_LOG.setLevel(Level.WARNING);
    }

    private final KubernetesMockServer server;
    private final Path kubeconfig;
    final KubernetesClient client;

    FakeCluster(Path folder) throws IOException {
        Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
        server = new KubernetesMockServer(
                new Context(), new MockWebServer(), responses, new KubernetesMixedDispatcher(responses), false);
        server.start();
        kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: test, user: {}}]
                contexts: [{name: test, context: {cluster: test, user: test}}]
                """.formatted(server.getPort()));
        client = Kube.client(cluster(true));
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName("node-1")
                        .endMetadata()
                        .withNewStatus()
                        .withAllocatable(Map.of("cpu", new Quantity("2"), "memory", new Quantity("8Gi")))
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .create();
        client.resource(new IngressClassBuilder()
                        .withNewMetadata()
                        .withName("test")
                        .endMetadata()
                        .build())
                .create();
    }

    Cluster cluster(boolean local) {
        return new Cluster("context", "test", kubeconfig.toString(), "test", "v1.37.2", local, "");
    }

    int requests() {
        return server.getRequestCount();
    }

    void namespace(String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** What a controller would make of a service with one pod. */
    void service(String namespace, String name, boolean ready) {
        Map<String, String> labels = labels(namespace, name);
        int available = ready ? 1 : 0;
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(1)
                        .endSpec()
                        .withNewStatus()
                        .withReplicas(1)
                        .withObservedGeneration(100L)
                        .withUpdatedReplicas(1)
                        .withAvailableReplicas(available)
                        .withReadyReplicas(available)
                        .endStatus()
                        .build())
                .createOr(r -> r.update());
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .createOr(r -> r.update());
        client.resource(new EndpointSliceBuilder()
                        .withNewMetadata()
                        .withName(name + "-1")
                        .withNamespace(namespace)
                        .addToLabels("kubernetes.io/service-name", name)
                        .endMetadata()
                        .withAddressType("IPv4")
                        .addNewEndpoint()
                        .withAddresses("10.0.0.1")
                        .withNewConditions()
                        .withReady(ready)
                        .endConditions()
                        .endEndpoint()
                        .build())
                .createOr(r -> r.update());
        if (ready) {
            pod(pod(namespace, name).build());
        }
    }

    void pod(Pod pod) {
        client.resource(pod).createOr(r -> r.update());
    }

    static PodBuilder pod(String namespace, String service) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(service + "-1")
                .withNamespace(namespace)
                .withLabels(labels(namespace, service))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(service)
                .withImage("slipway.local/shop/" + service + ":1")
                .endContainer()
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName(service)
                        .withReady(true)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewRunning()
                        .endRunning()
                        .endState()
                        .build())
                .endStatus();
    }

    /** A pod whose container ends at once, as often as one that is given up. */
    void crashing(String namespace, String service, String log) {
        service(namespace, service, false);
        pod(pod(namespace, service)
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("False")
                .endCondition()
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName(service)
                        .withReady(false)
                        .withRestartCount(3)
                        .withNewState()
                        .withNewWaiting()
                        .withReason("CrashLoopBackOff")
                        .endWaiting()
                        .endState()
                        .withNewLastState()
                        .withNewTerminated()
                        .withExitCode(1)
                        .withReason("Error")
                        .endTerminated()
                        .endLastState()
                        .build())
                .endStatus()
                .build());
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/" + namespace + "/pods/" + service + "-1/log?container=" + service
                        + "&tailLines=200")
                .andReturn(200, log)
                .always();
    }

    static Map<String, String> labels(String namespace, String service) {
        return Map.of(
                "app.kubernetes.io/name", service,
                "app.kubernetes.io/instance", namespace,
                "app.kubernetes.io/part-of", namespace,
                "slipway.dev/role", "backend");
    }

    @Override
    public void close() {
        client.close();
        server.shutdown();
    }
}
