package dev.slipway.chart.rule;

import dev.slipway.gate.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the objects that a chart renders against all rules. */
public final class ObjectRules {
    /** Kinds of Kubernetes' own that belong to no namespace. */
    private static final Set<String> OF_THE_CLUSTER = Set.of(
            "APIService",
            "CSIDriver",
            "CertificateSigningRequest",
            "ClusterRole",
            "ClusterRoleBinding",
            "ClusterTrustBundle",
            "CustomResourceDefinition",
            "FlowSchema",
            "IngressClass",
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "MutatingWebhookConfiguration",
            "Namespace",
            "Node",
            "PersistentVolume",
            "PriorityClass",
            "PriorityLevelConfiguration",
            "RuntimeClass",
            "StorageClass",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "ValidatingWebhookConfiguration",
            "VolumeAttachment");

    private static final int SHOWN = 5;

    private final String application;
    private final Path chart;

    /**
     * @param application the one namespace that the objects may be in
     * @param chart folder of the templates
     */
    public ObjectRules(String application, Path chart) {
        this.application = application;
        this.chart = chart;
    }

    public List<Check> check(List<Manifest> manifests) {
        SchemaRule schema = new SchemaRule();
        List<Check> checks = new ArrayList<>();
        checks.add(one("schema", List.of("G3", "K2", "K4", "R4"), "every object is correct", manifests, schema));
        List<String> unknown = manifests.stream()
                .filter(m -> !schema.knows(m))
                .map(m -> m.type() + " " + m.name())
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            checks.add(Check.noData(
                    "G3.schema.others",
                    List.of("G3", "K4", "R4"),
                    "objects of other kinds",
                    "no schema for " + String.join(", ", unknown),
                    ""));
        }
        checks.add(one(
                "podsecurity",
                List.of("G3", "R4"),
                "every pod satisfies Pod Security restricted",
                manifests,
                new PodSecurityRule()));
        checks.add(
                one("scope", List.of("G3", "K4", "R4"), "every object stays in its namespace", manifests, this::scope));
        checks.add(one("tags", List.of("G3", "R4"), "no floating tag", manifests, ContainerRules::tags));
        checks.add(one(
                "resources",
                List.of("G3", "R4", "R6"),
                "requests and limits are set",
                manifests,
                ContainerRules::resources));
        checks.add(one("probes", List.of("G3", "R4"), "what serves is probed", manifests, ContainerRules::probes));
        checks.add(one("secrets", List.of("G3", "R4"), "no secret in clear text", manifests, ContainerRules::secrets));
        return checks;
    }

    /** What a chart makes elsewhere or for the whole cluster would outlive the release, and give it rights over others. */
    private List<Problem> scope(Manifest manifest) {
        String namespace = manifest.object().path("metadata").path("namespace").asString("");
        if (OF_THE_CLUSTER.contains(manifest.kind())) {
            return List.of(new Problem(
                    manifest,
                    "clusterScope",
                    "kind",
                    "it is for the whole cluster: install it apart from the release"));
        }
        return namespace.isEmpty() || namespace.equals(application)
                ? List.of()
                : List.of(new Problem(
                        manifest,
                        "foreignNamespace",
                        "metadata/namespace",
                        "it would be made in " + namespace + ": leave the namespace out"));
    }

    private Check one(String id, List<String> requirements, String title, List<Manifest> manifests, Problem.Rule rule) {
        if (manifests.isEmpty()) {
            return Check.noData("G3." + id, requirements, title, "nothing was rendered", "");
        }
        List<Problem> problems = manifests.stream()
                .flatMap(m -> rule.check(m).stream())
                .distinct()
                .toList();
        List<String> texts = problems.stream()
                .map(p -> Places.of(chart, p) + " " + p.text())
                .distinct()
                .toList();
        return Check.of(
                problems.isEmpty(),
                "G3." + id,
                requirements,
                title,
                problems.isEmpty()
                        ? "%d objects hold"
                                .formatted(manifests.stream()
                                        .map(Manifest::id)
                                        .distinct()
                                        .count())
                        : summary(texts),
                problems.isEmpty() ? "" : "Edit " + Places.of(chart, problems.getFirst()));
    }

    private static String summary(List<String> texts) {
        String shown = texts.stream().limit(SHOWN).collect(Collectors.joining("; "));
        return texts.size() > SHOWN ? shown + "; and %d more".formatted(texts.size() - SHOWN) : shown;
    }
}
