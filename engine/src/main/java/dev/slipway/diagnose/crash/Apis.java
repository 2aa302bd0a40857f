package dev.slipway.diagnose.crash;

import java.util.Map;

/**
 * What took the place of APIs that Kubernetes has removed
 * (<a href="https://kubernetes.io/docs/reference/using-api/deprecation-guide/">deprecated API migration guide</a>).
 */
final class Apis {
    private static final Map<String, String> NEWER = Map.ofEntries(
            Map.entry("extensions/v1beta1 Ingress", "networking.k8s.io/v1"),
            Map.entry("networking.k8s.io/v1beta1 Ingress", "networking.k8s.io/v1"),
            Map.entry("networking.k8s.io/v1beta1 IngressClass", "networking.k8s.io/v1"),
            Map.entry("extensions/v1beta1 Deployment", "apps/v1"),
            Map.entry("apps/v1beta1 Deployment", "apps/v1"),
            Map.entry("apps/v1beta2 Deployment", "apps/v1"),
            Map.entry("extensions/v1beta1 DaemonSet", "apps/v1"),
            Map.entry("extensions/v1beta1 ReplicaSet", "apps/v1"),
            Map.entry("extensions/v1beta1 NetworkPolicy", "networking.k8s.io/v1"),
            Map.entry("batch/v1beta1 CronJob", "batch/v1"),
            Map.entry("policy/v1beta1 PodDisruptionBudget", "policy/v1"),
            Map.entry("autoscaling/v2beta1 HorizontalPodAutoscaler", "autoscaling/v2"),
            Map.entry("autoscaling/v2beta2 HorizontalPodAutoscaler", "autoscaling/v2"),
            Map.entry("discovery.k8s.io/v1beta1 EndpointSlice", "discovery.k8s.io/v1"),
            Map.entry("storage.k8s.io/v1beta1 CSIDriver", "storage.k8s.io/v1"),
            Map.entry("apiextensions.k8s.io/v1beta1 CustomResourceDefinition", "apiextensions.k8s.io/v1"),
            Map.entry("rbac.authorization.k8s.io/v1beta1 Role", "rbac.authorization.k8s.io/v1"),
            Map.entry("rbac.authorization.k8s.io/v1beta1 ClusterRole", "rbac.authorization.k8s.io/v1"),
            Map.entry(
                    "admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration",
                    "admissionregistration.k8s.io/v1"));

    private Apis() {}

    /** A part of a sentence: the API that has the kind now, or that the kind has to be installed. */
    static String instead(String version, String kind) {
        String newer = NEWER.get(version + " " + kind);
        return newer == null
                ? ": its CustomResourceDefinition is not installed"
                : ": it was removed, and is in " + newer + " now";
    }
}
