package dev.slipway.deploy;

import dev.slipway.application.Application;
import dev.slipway.cluster.Cluster;
import dev.slipway.debian.DebianArchive;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster that somebody else has made must have for the application. It is looked at before anything is changed;
 * what may not be read counts as there.
 */
final class Fitness {
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    private final KubernetesClient client;
    private final Cluster cluster;
    private final Application application;
    private final boolean ownChart;

    /** @param ownChart whether a person wrote the chart: its volumes may name their class */
    Fitness(KubernetesClient client, Cluster cluster, Application application, boolean ownChart) {
        this.client = client;
        this.cluster = cluster;
        this.application = application;
        this.ownChart = ownChart;
    }

    /** A kind of object that a release makes. @param group empty for the core one */
    private record Kind(String group, String plural) {
        @Override
        public String toString() {
            return group.isEmpty() ? plural : plural + "." + group;
        }
    }

    /** @throws SlipwayFailure SLIP-440, SLIP-441, SLIP-442 */
    void check() throws InterruptedException {
        architecture();
        rights();
        storage();
    }

    /** Tells what the application runs without, and what it then lacks. */
    void tell(Progress progress) {
        boolean noIngress = read(() ->
                        client.network().v1().ingressClasses().list().getItems())
                .filter(List::isEmpty)
                .isPresent();
        if (application.entry().isPresent() && noIngress) {
            note(progress, "it has no Ingress controller: people reach the application by this machine's forward only");
        }
        if (read(() -> client.hasApiGroup("metrics.k8s.io", true))
                .filter(has -> !has)
                .isPresent()) {
            note(progress, "it has no metrics-server: nothing can be said of its pods' use of CPU and memory");
        }
    }

    private void note(Progress progress, String text) {
        progress.on(new Progress.Event.Noted("deploy", "cluster", text));
    }

    /** What the cluster says; empty if it may not be read. */
    private static <T> Optional<T> read(Supplier<@Nullable T> look) {
        try {
            return Optional.ofNullable(look.get());
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    private void architecture() {
        String ours = DebianArchive.hostArchitecture();
        SortedSet<String> theirs = new TreeSet<>();
        for (Node node : read(() -> client.nodes().list().getItems()).orElse(List.of())) {
            if (node.getStatus() != null && node.getStatus().getNodeInfo() != null) {
                String name = node.getStatus().getNodeInfo().getArchitecture();
                theirs.add(name == null ? "" : name);
            }
        }
        theirs.remove("");
        if (!theirs.isEmpty() && !theirs.contains(ours)) {
            throw failure(
                    "SLIP-440",
                    "The images are made for " + ours + ", and the cluster of context " + cluster.context()
                            + " has no such node.",
                    "its nodes are " + String.join(", ", theirs),
                    List.of(),
                    "run Slipway on a machine with such a processor (" + String.join(", ", theirs)
                            + "), or give the cluster a node with " + ours);
        }
    }

    private void rights() throws InterruptedException {
        List<String> missing = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> questions = new ArrayList<>();
            boolean there = read(() ->
                            client.namespaces().withName(application.name()).get())
                    .isPresent();
            questions.add(() -> missing(new Kind("", "namespaces"), there ? "patch" : "create", ""));
            for (Kind kind : kinds()) {
                questions.add(() -> missing(kind, "create", application.name()));
            }
            for (Future<String> answer : threads.invokeAll(questions)) {
                if (!answer.get().isEmpty()) {
                    missing.add(answer.get());
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        if (!missing.isEmpty()) {
            throw failure(
                    "SLIP-441",
                    "The account of context " + cluster.context() + " may not deploy to the namespace "
                            + application.name() + ".",
                    "it may not " + missing.getFirst()
                            + (missing.size() > 1 ? ", and " + (missing.size() - 1) + " more" : ""),
                    missing.stream().map(m -> "not allowed: " + m).toList(),
                    "let somebody with that right give it: kubectl --context ADMIN create namespace "
                            + application.name()
                            + "; kubectl --context ADMIN create clusterrolebinding ... (see kubectl --context "
                            + cluster.context() + " auth can-i --list -n " + application.name() + ")");
        }
    }

    private static List<Kind> kinds() {
        return List.of(
                new Kind("", "services"),
                new Kind("", "configmaps"),
                new Kind("", "secrets"),
                new Kind("", "serviceaccounts"),
                new Kind("apps", "deployments"),
                new Kind("apps", "statefulsets"),
                new Kind("networking.k8s.io", "ingresses"),
                new Kind("networking.k8s.io", "networkpolicies"),
                new Kind("policy", "poddisruptionbudgets"),
                new Kind("coordination.k8s.io", "leases"));
    }

    /** The right, for people, if it is missing; else empty. */
    private String missing(Kind kind, String verb, String namespace) {
        try {
            SelfSubjectAccessReview answer = client.authorization()
                    .v1()
                    .selfSubjectAccessReview()
                    .create(new SelfSubjectAccessReviewBuilder()
                            .withNewSpec()
                            .withNewResourceAttributes()
                            .withGroup(kind.group())
                            .withResource(kind.plural())
                            .withVerb(verb)
                            .withNamespace(namespace)
                            .endResourceAttributes()
                            .endSpec()
                            .build());
            return answer.getStatus() == null
                            || Boolean.TRUE.equals(answer.getStatus().getAllowed())
                    ? ""
                    : verb + " " + kind;
        } catch (KubernetesClientException e) {
            return ""; // A server that does not tell will refuse by itself.
        }
    }

    private void storage() {
        boolean keeps = application.services().stream().anyMatch(s -> s.role().store());
        if (!keeps || ownChart) {
            return;
        }
        boolean kept = read(() -> client.persistentVolumeClaims()
                        .inNamespace(application.name())
                        .list()
                        .getItems())
                .filter(claims -> !claims.isEmpty())
                .isPresent();
        Optional<List<StorageClass>> told =
                read(() -> client.storage().v1().storageClasses().list().getItems());
        if (kept || told.isEmpty() || told.get().stream().anyMatch(Fitness::isDefault)) {
            return;
        }
        List<StorageClass> classes = told.get();
        List<String> names =
                classes.stream().map(c -> c.getMetadata().getName()).toList();
        throw failure(
                "SLIP-442",
                "The cluster of context " + cluster.context() + " gives the application's data no volume.",
                names.isEmpty()
                        ? "it has no StorageClass"
                        : "none of its StorageClasses is the default: " + String.join(", ", names),
                List.of(),
                names.isEmpty()
                        ? "install a provisioner of volumes there (a cloud's CSI driver, local-path-provisioner)"
                        : "kubectl --context " + cluster.context() + " annotate storageclass " + names.getFirst() + " "
                                + DEFAULT_CLASS + "=true");
    }

    private static boolean isDefault(StorageClass storageClass) {
        Map<String, String> annotations = storageClass.getMetadata().getAnnotations();
        return annotations != null && "true".equals(annotations.get(DEFAULT_CLASS));
    }

    private static SlipwayFailure failure(String id, String summary, String why, List<String> evidence, String fix) {
        return new SlipwayFailure(new Failure(id, summary, why, evidence, fix, "nothing was changed on the cluster"));
    }
}
