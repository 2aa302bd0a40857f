package dev.slipway.assist.plan;

import dev.slipway.diagnose.evidence.Ref;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Kinds of objects, with their paths in the API and people's names for them. */
public enum ResourceKind {
    POD("v1", "Pod", "pods", true, "pods?|po"),
    DEPLOYMENT("apps/v1", "Deployment", "deployments", true, "deployments?|deploy(?=/)"),
    STATEFULSET("apps/v1", "StatefulSet", "statefulsets", true, "statefulsets?|sts"),
    DAEMONSET("apps/v1", "DaemonSet", "daemonsets", true, "daemonsets?|ds"),
    REPLICASET("apps/v1", "ReplicaSet", "replicasets", true, "replicasets?|rs"),
    JOB("batch/v1", "Job", "jobs", true, "jobs?"),
    CRONJOB("batch/v1", "CronJob", "cronjobs", true, "cronjobs?|cj"),
    SERVICE("v1", "Service", "services", true, "services?|svc|svcs"),
    INGRESS("networking.k8s.io/v1", "Ingress", "ingresses", true, "ingress(?:es)?|ing"),
    NETWORKPOLICY("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", true, "networkpolic(?:y|ies)|netpols?"),
    CONFIGMAP("v1", "ConfigMap", "configmaps", true, "configmaps?|cms?"),
    SECRET("v1", "Secret", "secrets", true, "secrets?"),
    SERVICEACCOUNT("v1", "ServiceAccount", "serviceaccounts", true, "serviceaccounts?|sa"),
    ROLE("rbac.authorization.k8s.io/v1", "Role", "roles", true, "roles?"),
    ROLEBINDING("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", true, "rolebindings?"),
    CLUSTERROLE("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", false, "clusterroles?"),
    CLUSTERROLEBINDING(
            "rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", false, "clusterrolebindings?"),
    PVC("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true, "pvcs?|claims?"),
    PV("v1", "PersistentVolume", "persistentvolumes", false, "pvs?"),
    STORAGECLASS("storage.k8s.io/v1", "StorageClass", "storageclasses", false, "storageclass(?:es)?"),
    INGRESSCLASS("networking.k8s.io/v1", "IngressClass", "ingressclasses", false, "ingressclass(?:es)?"),
    PRIORITYCLASS("scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", false, "priorityclass(?:es)?"),
    HPA("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true, "hpas?"),
    PDB("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", true, "pdbs?"),
    QUOTA("v1", "ResourceQuota", "resourcequotas", true, "resourcequotas?|quotas?"),
    LIMITRANGE("v1", "LimitRange", "limitranges", true, "limitranges?"),
    NAMESPACE("v1", "Namespace", "namespaces", false, "namespaces?|ns"),
    NODE("v1", "Node", "nodes", false, "nodes?"),
    ENDPOINTS("discovery.k8s.io/v1", "EndpointSlice", "endpointslices", true, "endpoints?|endpointslices?"),
    EVENT("v1", "Event", "events", true, "events?");

    private static final List<ResourceKind> WORKLOADS = List.of(DEPLOYMENT, STATEFULSET, DAEMONSET);
    private final String apiVersion;
    private final String kind;
    private final String plural;
    private final boolean namespaced;
    private final String words;
    private final Pattern mention;

    ResourceKind(String apiVersion, String kind, String plural, boolean namespaced, String words) {
        this.apiVersion = apiVersion;
        this.kind = kind;
        this.plural = plural;
        this.namespaced = namespaced;
        this.words = words;
        this.mention = Pattern.compile("(?<![\\w./=:-])(?:" + words + ")(?![\\w./=-])", Pattern.CASE_INSENSITIVE);
    }

    public String apiVersion() {
        return apiVersion;
    }

    public String kind() {
        return kind;
    }

    public String plural() {
        return plural;
    }

    public boolean namespaced() {
        return namespaced;
    }

    /** Its names as a pattern. */
    public String words() {
        return "(?:" + words + ")";
    }

    public Pattern mention() {
        return mention;
    }

    /** A word that {@link #words} matches. */
    public String spoken() {
        return this == PVC || this == PDB ? name().toLowerCase(Locale.ROOT) : kind.toLowerCase(Locale.ROOT);
    }

    /** Its name in a sentence, such as {@code config map}. */
    public String told() {
        return kind;
    }

    public static List<ResourceKind> workloads() {
        return WORKLOADS;
    }

    public boolean workload() {
        return WORKLOADS.contains(this);
    }

    /** The path of its pod's spec; empty if it makes no pods. */
    public String podSpec() {
        return switch (this) {
            case POD -> "spec";
            case DEPLOYMENT, STATEFULSET, DAEMONSET, REPLICASET, JOB -> "spec/template/spec";
            case CRONJOB -> "spec/jobTemplate/spec/template/spec";
            default -> "";
        };
    }

    public static Optional<ResourceKind> of(String kind) {
        for (ResourceKind k : values()) {
            if (k.kind.equalsIgnoreCase(kind) || k.plural.equalsIgnoreCase(kind)) {
                return Optional.of(k);
            }
        }
        return Optional.empty();
    }

    public static Optional<ResourceKind> called(String word) {
        for (ResourceKind k : values()) {
            Matcher m = k.mention.matcher(word);
            if (m.matches()) {
                return Optional.of(k);
            }
        }
        return of(word);
    }

    public Ref ref(String namespace, String name) {
        return new Ref(apiVersion, kind, namespaced ? namespace : "", name);
    }

    /** A new object of this kind. */
    public ObjectNode make(String namespace, String name) {
        return Docs.object(
                "apiVersion",
                apiVersion,
                "kind",
                kind,
                "metadata",
                Docs.object("name", name, "namespace", namespaced ? namespace : null));
    }

    /** The object's path in the API's address. */
    public String path(String namespace, String name) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion
                + (namespaced && !namespace.isEmpty() ? "/namespaces/" + namespace : "") + "/" + plural
                + (name.isEmpty() ? "" : "/" + name);
    }

    @Override
    public String toString() {
        return kind.toLowerCase(Locale.ROOT);
    }
}
