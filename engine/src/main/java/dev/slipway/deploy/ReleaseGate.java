package dev.slipway.deploy;

import dev.slipway.application.Application;
import dev.slipway.application.Service;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gate;
import dev.slipway.process.FutureResults;
import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Judges a release that has been rolled out (gate G4). */
final class ReleaseGate {
    /** Group/version of the kinds that charts render; Helm's own hooks are not kept as objects. */
    private static final Map<String, String> VERSIONS = Map.ofEntries(
            Map.entry("Deployment", "apps/v1"),
            Map.entry("StatefulSet", "apps/v1"),
            Map.entry("DaemonSet", "apps/v1"),
            Map.entry("Ingress", "networking.k8s.io/v1"),
            Map.entry("NetworkPolicy", "networking.k8s.io/v1"),
            Map.entry("HorizontalPodAutoscaler", "autoscaling/v2"),
            Map.entry("PodDisruptionBudget", "policy/v1"),
            Map.entry("Role", "rbac.authorization.k8s.io/v1"),
            Map.entry("RoleBinding", "rbac.authorization.k8s.io/v1"),
            Map.entry("CronJob", "batch/v1"),
            Map.entry("Service", "v1"),
            Map.entry("ServiceAccount", "v1"),
            Map.entry("ConfigMap", "v1"),
            Map.entry("Secret", "v1"),
            Map.entry("PersistentVolumeClaim", "v1"),
            Map.entry("ResourceQuota", "v1"),
            Map.entry("LimitRange", "v1"));

    private static final Set<String> HOOKS = Set.of("Pod", "Job");

    private final KubernetesClient client;
    private final Application application;
    private final Cluster cluster;
    private final AddressProbe probe;

    ReleaseGate(KubernetesClient client, Application application, Cluster cluster, AddressProbe probe) {
        this.client = client;
        this.application = application;
        this.cluster = cluster;
        this.probe = probe;
    }

    Gate judge(Release release, Chart chart, List<Workload> workloads, String rollout) throws InterruptedException {
        List<Callable<List<Check>>> looks = new ArrayList<>();
        looks.add(() -> List.of(context(), nodes()));
        looks.add(() -> List.of(deployed(release, chart), rolledOut(workloads, rollout)));
        looks.add(() -> List.of(objects(chart)));
        looks.add(() -> {
            List<Pod> pods = pods();
            return List.of(running(pods), restarts(pods));
        });
        for (Service service : application.services()) {
            if (service.port() > 0) {
                looks.add(() -> List.of(endpoints(service)));
            }
        }
        new TreeMap<>(release.urls()).forEach((service, url) -> looks.add(() -> List.of(reachable(service, url))));
        if (release.urls().isEmpty()) {
            looks.add(() -> List.of(Check.note(
                    "G4.reachable",
                    List.of("G4", "D5"),
                    "the application is reached from this machine",
                    "no service of it answers requests of people",
                    "")));
        }
        if (!cluster.gateway().isEmpty()) {
            looks.add(() -> ingresses(release));
        }
        List<Check> checks = new ArrayList<>();
        for (List<Check> found : together(looks)) {
            checks.addAll(found);
        }
        return new Gate("G4", checks);
    }

    /**
     * Runs looks at the same time, because each waits for the cluster most of its time. They are no virtual threads: a
     * virtual thread that waits for a socket leaves a thread in the kernel, which would delay the process's end by 0.3
     * s.
     */
    private static <T> List<T> together(List<Callable<T>> looks) throws InterruptedException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<T> seen = new ArrayList<>();
            for (Future<T> look : threads.invokeAll(looks)) {
                seen.add(FutureResults.on(look));
            }
            return seen;
        }
    }

    private static Check deployed(Release release, Chart chart) {
        return Check.pass(
                "G4.deployed",
                List.of("G4", "D3"),
                "the packaged chart is installed",
                chart.name() + " " + chart.version() + " as revision " + release.revision() + " in namespace "
                        + release.namespace());
    }

    private static Check rolledOut(List<Workload> workloads, String rollout) {
        return Check.of(
                !workloads.isEmpty() && workloads.stream().allMatch(Workload::complete),
                "G4.rollout",
                List.of("G4", "D4"),
                "every workload has all its pods ready",
                workloads.isEmpty()
                        ? "the release has no workload"
                        : workloads.stream().map(Workload::line).collect(Collectors.joining(", ")) + rollout,
                "./slipway logs");
    }

    private Check context() {
        return Check.pass(
                "G4.context",
                List.of("G4", "D2"),
                "one known context is used, and no other",
                "context " + cluster.context() + " of " + cluster.kubeconfig() + ", "
                        + (cluster.local() ? "a cluster on this machine" : "named by the user"));
    }

    private Check nodes() {
        List<Node> nodes = client.nodes().list().getItems();
        List<String> notReady = nodes.stream()
                .filter(n -> n.getStatus() == null
                        || n.getStatus().getConditions().stream()
                                .noneMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus())))
                .map(n -> n.getMetadata().getName())
                .toList();
        String sizes = nodes.stream()
                .filter(n -> n.getStatus() != null && n.getStatus().getAllocatable() != null)
                .map(n -> n.getMetadata().getName() + " gives "
                        + n.getStatus().getAllocatable().get("cpu") + " CPU and "
                        + n.getStatus().getAllocatable().get("memory"))
                .collect(Collectors.joining(", "));
        return Check.of(
                !nodes.isEmpty() && notReady.isEmpty(),
                "G4.nodes",
                List.of("G4", "D1"),
                "the cluster's nodes are ready",
                "Kubernetes " + cluster.version() + ", " + nodes.size() + " nodes"
                        + (notReady.isEmpty() ? ", ready: " + sizes : ", not ready: " + String.join(", ", notReady)),
                "./slipway cluster status");
    }

    private Check objects(Chart chart) throws InterruptedException {
        List<String> missing = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> kinds = chart.objects().stream()
                .map(ReleaseGate::kind)
                .filter(VERSIONS::containsKey)
                .distinct()
                .toList();
        List<Set<String>> named = together(kinds.stream()
                .map(kind -> (Callable<Set<String>>) () -> names(kind))
                .toList());
        int found = 0;
        for (String object : chart.objects()) {
            String kind = kind(object);
            if (HOOKS.contains(kind)) {
                continue;
            }
            if (!VERSIONS.containsKey(kind)) {
                unknown.add(object);
            } else if (named.get(kinds.indexOf(kind)).contains(object.substring(object.indexOf('/') + 1))) {
                found++;
            } else {
                missing.add(object);
            }
        }
        String title = "every object of the chart exists";
        List<String> requirements = List.of("G4", "D3");
        if (missing.isEmpty() && !unknown.isEmpty()) {
            return Check.noData(
                    "G4.objects",
                    requirements,
                    title,
                    found + " found; not looked for: " + String.join(", ", unknown),
                    "kubectl get -n " + application.name() + " " + unknown.getFirst());
        }
        return Check.of(
                missing.isEmpty() && found > 0,
                "G4.objects",
                requirements,
                title,
                missing.isEmpty() ? found + " objects found" : "missing: " + String.join(", ", missing),
                "./slipway deploy");
    }

    private static String kind(String object) {
        return object.replaceFirst("/.*", "");
    }

    /** The application's objects of one kind. */
    private Set<String> names(String kind) {
        String version = Objects.requireNonNull(VERSIONS.get(kind));
        int slash = version.indexOf('/');
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(slash < 0 ? "" : version.substring(0, slash))
                .withVersion(version.substring(slash + 1))
                .withKind(kind)
                .withPlural(Pluralize.toPlural(kind.toLowerCase(Locale.ROOT)))
                .withNamespaced(true)
                .build();
        return client.genericKubernetesResources(context).inNamespace(application.name()).list().getItems().stream()
                .map(object -> object.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    private List<Pod> pods() {
        return client
                .pods()
                .inNamespace(application.name())
                .withLabel(Workloads.INSTANCE, application.name())
                .list()
                .getItems()
                .stream()
                .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
                .filter(p -> !"test".equals(p.getMetadata().getLabels().get("slipway.dev/role")))
                .toList();
    }

    private static boolean ready(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    private static Check running(List<Pod> pods) {
        List<String> not = pods.stream()
                .filter(p -> !ready(p))
                .map(p -> p.getMetadata().getName())
                .toList();
        return Check.of(
                !pods.isEmpty() && not.isEmpty(),
                "G4.pods",
                List.of("G4"),
                "every pod is ready",
                not.isEmpty() ? pods.size() + " pods ready" : "not ready: " + String.join(", ", not),
                "./slipway status");
    }

    private static Check restarts(List<Pod> pods) {
        List<String> restarted = new ArrayList<>();
        for (Pod pod : pods) {
            List<ContainerStatus> statuses =
                    pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
            for (ContainerStatus status : statuses) {
                int restarts = Objects.requireNonNullElse(status.getRestartCount(), 0);
                if (restarts > 0) {
                    restarted.add(pod.getMetadata().getName() + " " + restarts + " times");
                }
            }
        }
        return restarted.isEmpty()
                ? Check.pass("G4.restarts", List.of("G4"), "no container had to restart", "0 restarts")
                : Check.note(
                        "G4.restarts",
                        List.of("G4"),
                        "no container had to restart",
                        String.join(", ", restarted),
                        "let the service wait for what it needs instead of ending (./slipway logs)");
    }

    private Check endpoints(Service service) {
        long ready = client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(application.name())
                .withLabel("kubernetes.io/service-name", service.name())
                .list()
                .getItems()
                .stream()
                .flatMap(s -> s.getEndpoints().stream())
                .filter(e -> e.getConditions() == null
                        || !Boolean.FALSE.equals(e.getConditions().getReady()))
                .mapToLong(e -> e.getAddresses().size())
                .sum();
        return Check.of(
                ready > 0,
                "G4.endpoints." + service.name(),
                List.of("G4", "D5"),
                "the Service " + service.name() + " leads to ready pods",
                ready + " ready addresses behind " + service.name() + "." + application.name() + ":" + service.port(),
                "kubectl describe service -n " + application.name() + " " + service.name());
    }

    private Check reachable(String service, String url) throws InterruptedException {
        String path = application.services().stream()
                .filter(s -> s.name().equals(service))
                .map(s -> s.health().ready().isEmpty()
                        ? s.health().live()
                        : s.health().ready())
                .findFirst()
                .orElse("");
        AddressProbe.Answer seen = probe.get(
                path.isEmpty() ? URI.create(url + "/") : URI.create(url).resolve(path), !path.isEmpty());
        return Check.of(
                seen.ok(),
                "G4.reachable." + service,
                List.of("G4", "D5"),
                service + " is reached from this machine and answers",
                seen.text(),
                "./slipway logs --service " + service);
    }

    private List<Check> ingresses(Release release) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        int direct = release.url().isEmpty()
                ? 200
                : probe.get(URI.create(release.url()).resolve("/"), false).status();
        try {
            for (var ingress : client.network()
                    .v1()
                    .ingresses()
                    .inNamespace(application.name())
                    .list()
                    .getItems()) {
                for (var rule : ingress.getSpec().getRules()) {
                    String host = rule.getHost() == null ? "" : rule.getHost();
                    AddressProbe.Answer seen = probe.host(URI.create(cluster.gateway()), host, direct);
                    checks.add(Check.of(
                            seen.ok(),
                            "G4.ingress." + ingress.getMetadata().getName(),
                            List.of("G4", "D5"),
                            "the cluster's ingress leads to the application",
                            seen.text() + ", the application itself " + direct,
                            "kubectl describe ingress -n " + application.name() + " "
                                    + ingress.getMetadata().getName()));
                }
            }
        } catch (KubernetesClientException e) {
            checks.add(Check.noData(
                    "G4.ingress",
                    List.of("G4", "D5"),
                    "the cluster's ingress leads to the application",
                    "the ingresses cannot be read: " + e.getMessage(),
                    "./slipway cluster status"));
        }
        return checks;
    }
}
