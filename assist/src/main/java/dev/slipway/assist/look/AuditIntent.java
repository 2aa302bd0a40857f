package dev.slipway.assist.look;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions about policies: which pods have no limits, run as root, use the tag latest. */
public final class AuditIntent implements Intent {
    private static final String LACKS =
            "(?:\\b(?:no|without|lack(?:s|ing)?|miss(?:es|ing)?|not (?:have|set|define)|don't have|do not have|doesn't"
                    + " have|aren't|unset|undefined|never|not)\\b.{0,30})";

    /** A rule in words, and its test of a pod's spec and one of its containers. */
    private record Audit(String words, String told, BiPredicate<JsonNode, ObjectNode> breaks) {}

    private static final List<Audit> CONTAINERS = List.of(
            new Audit(
                    LACKS + "\\bmemory limits?\\b",
                    "no memory limit",
                    (p, c) -> Docs.at(c, "resources/limits/memory").isMissingNode()),
            new Audit(
                    LACKS + "\\bcpu limits?\\b",
                    "no CPU limit",
                    (p, c) -> Docs.at(c, "resources/limits/cpu").isMissingNode()),
            new Audit(
                    LACKS + "\\b(?:resource )?limits?\\b",
                    "no limits",
                    (p, c) -> Docs.at(c, "resources/limits").isEmpty()),
            new Audit(
                    LACKS + "\\b(?:resource )?requests?\\b",
                    "no requests",
                    (p, c) -> Docs.at(c, "resources/requests").isEmpty()),
            new Audit(
                    LACKS + "\\bresources?\\b",
                    "no requests or limits",
                    (p, c) -> Docs.at(c, "resources/limits").isEmpty()
                            && Docs.at(c, "resources/requests").isEmpty()),
            new Audit(LACKS + "\\bliveness\\b", "no liveness probe", (p, c) -> !c.has("livenessProbe")),
            new Audit(LACKS + "\\breadiness\\b", "no readiness probe", (p, c) -> !c.has("readinessProbe")),
            new Audit(
                    LACKS + "\\b(?:probes?|health ?checks?)\\b",
                    "no probe",
                    (p, c) -> !c.has("readinessProbe") && !c.has("livenessProbe")),
            new Audit(
                    LACKS + "\\bdigests?\\b",
                    "an image without a digest",
                    (p, c) -> !Docs.text(c, "image").contains("@sha256:")),
            new Audit(
                    "\\blatest\\b|" + LACKS + "\\btags?\\b",
                    "the tag latest or none",
                    (p, c) -> Docs.text(c, "image").endsWith(":latest")
                            || !Docs.text(c, "image").replaceFirst(".*/", "").contains(":")),
            new Audit(
                    "\\bprivileged\\b",
                    "privileged",
                    (p, c) -> Docs.at(c, "securityContext/privileged").asBoolean(false)),
            new Audit(
                    "\\b(?:as|is|are) root\\b|\\broot user\\b|\\bnon-?root\\b|runasnonroot",
                    "may run as root",
                    (p, c) -> !Docs.at(c, "securityContext/runAsNonRoot")
                                    .asBoolean(Docs.at(p, "securityContext/runAsNonRoot")
                                            .asBoolean(false))
                            && Docs.at(c, "securityContext/runAsUser")
                                            .asInt(Docs.at(p, "securityContext/runAsUser")
                                                    .asInt(0))
                                    == 0),
            new Audit(
                    "\\bprivilege escalation\\b|allowprivilegeescalation",
                    "may gain privileges",
                    (p, c) -> Docs.at(c, "securityContext/allowPrivilegeEscalation")
                            .asBoolean(true)),
            new Audit(
                    LACKS + "\\breadonly\\b|\\bwritable root\\b|writ\\w+ .*root ?file",
                    "a writable root file system",
                    (p, c) -> !Docs.at(c, "securityContext/readOnlyRootFilesystem")
                            .asBoolean(false)),
            new Audit(
                    LACKS + "\\bsecurity ?context\\b",
                    "no security context",
                    (p, c) -> Docs.at(c, "securityContext").isEmpty()
                            && Docs.at(p, "securityContext").isEmpty()),
            new Audit(
                    "\\bcapabilities\\b",
                    "adds capabilities",
                    (p, c) -> !Docs.at(c, "securityContext/capabilities/add").isEmpty()));

    private static final Map<String, Predicate<JsonNode>> PODS = new LinkedHashMap<>(Map.of(
            "\\bhost ?network\\b", p -> p.path("hostNetwork").asBoolean(false),
            "\\bhostpath\\b", p -> p.path("volumes").toString().contains("\"hostPath\""),
            "\\bhost ?(?:pid|ipc)\\b",
                    p -> p.path("hostPID").asBoolean(false) || p.path("hostIPC").asBoolean(false),
            "\\bdefault serviceaccount\\b",
                    p -> Docs.text(p, "serviceAccountName").isEmpty()
                            || Docs.text(p, "serviceAccountName").equals("default")));

    @Override
    public Optional<Reply> read(Scope asked) {
        if (!asked.asks(Verb.LIST, Verb.WHY)) {
            return Optional.empty();
        }
        // An audit without a namespace covers all namespaces.
        Scope scope = asked.named().isPresent()
                ? asked
                : new Scope(asked.verb(), asked.phrase(), asked.objects(), asked.memory(), "");
        if (scope.says("\\bnamespaces?\\b") && scope.says(LACKS + "(?:networkpolic|resourcequota|quota|limitrange)")) {
            return Optional.of(namespaces(scope));
        }
        if (scope.says("\\bdeployments?\\b|\\bworkloads?\\b")
                && scope.says(LACKS + "\\b(?:pdb|hpa)\\b|\\bsingle replica\\b|\\bone replica\\b|\\b1 replica\\b")) {
            return Optional.of(workloads(scope));
        }
        for (Map.Entry<String, Predicate<JsonNode>> e : PODS.entrySet()) {
            if (scope.says(e.getKey())) {
                return Optional.of(pods(
                        scope,
                        e.getKey().replaceAll("\\\\b|\\?|\\(.*?\\)|\\\\", "").strip(),
                        (spec, c) -> e.getValue().test(spec)));
            }
        }
        boolean asks = scope.says(
                "\\b(?:pods?|containers?|deployments?|workloads?|images?|which|who|what|anything|everything|statefulsets?|apps?)\\b");
        if (asks) {
            for (Audit audit : CONTAINERS) {
                if (scope.says(audit.words()) && !scope.says("\\bhow (?:many|much)\\b.*\\bused?\\b")) {
                    return Optional.of(pods(scope, audit.told(), audit.breaks()));
                }
            }
        }
        return Optional.empty();
    }

    private static List<ObjectNode> makers(Scope scope) {
        List<ObjectNode> all = new ArrayList<>();
        ResourceKind.workloads().forEach(k -> all.addAll(scope.objects().all(k, scope.looked())));
        all.addAll(scope.objects().all(ResourceKind.CRONJOB, scope.looked()));
        scope.objects().all(ResourceKind.POD, scope.looked()).stream()
                .filter(p -> Docs.at(p, "metadata/ownerReferences").isEmpty())
                .forEach(all::add);
        scope.objects().all(ResourceKind.JOB, scope.looked()).stream()
                .filter(p -> Docs.at(p, "metadata/ownerReferences").isEmpty())
                .forEach(all::add);
        return all;
    }

    private static Reply pods(Scope scope, String told, BiPredicate<JsonNode, ObjectNode> breaks) {
        List<String> lines = new ArrayList<>();
        List<ObjectNode> makers = makers(scope);
        int good = 0;
        for (ObjectNode o : makers) {
            JsonNode spec = Docs.at(o, LiveObjects.kind(o).podSpec());
            List<String> bad = Docs.items(spec.path("containers")).stream()
                    .filter(c -> breaks.test(spec, c))
                    .map(c -> Docs.text(c, "name") + " (" + Docs.text(c, "image") + ")")
                    .toList();
            if (bad.isEmpty()) {
                good++;
            } else {
                lines.add(LiveObjects.ref(o).words() + ": " + String.join(", ", bad));
            }
        }
        String head = told + ": " + lines.size() + " of " + makers.size()
                + (makers.size() == 1 ? " workload" : " workloads") + (good == makers.size() ? "; all are well" : "");
        lines.addFirst(head);
        return new Reply.Told(lines);
    }

    private static Reply namespaces(Scope scope) {
        ResourceKind kind = scope.says("networkpolic")
                ? ResourceKind.NETWORKPOLICY
                : scope.says("limitrange") ? ResourceKind.LIMITRANGE : ResourceKind.QUOTA;
        List<String> lines = scope.objects().all(ResourceKind.NAMESPACE).stream()
                .map(LiveObjects::name)
                .filter(n -> scope.objects().all(kind, n).isEmpty())
                .map(n -> "namespace " + n + ": no " + kind)
                .toList();
        return new Reply.Told(lines.isEmpty() ? List.of("Every namespace has a " + kind + ".") : lines);
    }

    private static Reply workloads(Scope scope) {
        List<String> lines = new ArrayList<>();
        for (ObjectNode d : scope.objects().all(ResourceKind.DEPLOYMENT, scope.looked())) {
            Map<String, String> labels = Docs.texts(Docs.at(d, "spec/template/metadata/labels"));
            boolean pdb = scope.objects().all(ResourceKind.PDB, LiveObjects.namespace(d)).stream()
                    .anyMatch(p -> labels.entrySet()
                            .containsAll(Docs.texts(Docs.at(p, "spec/selector/matchLabels"))
                                    .entrySet()));
            boolean hpa = scope.objects().all(ResourceKind.HPA, LiveObjects.namespace(d)).stream()
                    .anyMatch(h -> Docs.text(h, "spec/scaleTargetRef/name").equals(LiveObjects.name(d)));
            boolean listed = scope.says("\\bpdb\\b")
                    ? !pdb
                    : scope.says("\\bhpa\\b") ? !hpa : Docs.number(d, "spec/replicas", 1) == 1;
            if (listed) {
                lines.add(LiveObjects.ref(d).words() + ": " + Docs.number(d, "spec/replicas", 1) + " replicas");
            }
        }
        return new Reply.Told(lines.isEmpty() ? List.of("There is none.") : lines);
    }

    static boolean used(Scope scope, ObjectNode object) {
        String name = "\"" + LiveObjects.name(object) + "\"";
        for (ResourceKind kind : List.of(
                ResourceKind.DEPLOYMENT,
                ResourceKind.STATEFULSET,
                ResourceKind.DAEMONSET,
                ResourceKind.CRONJOB,
                ResourceKind.JOB,
                ResourceKind.POD)) {
            if (scope.objects().all(kind, LiveObjects.namespace(object)).stream()
                    .anyMatch(w -> Docs.at(w, kind.podSpec()).toString().contains(name))) {
                return true;
            }
        }
        return scope.objects().all(ResourceKind.INGRESS, LiveObjects.namespace(object)).stream()
                .anyMatch(i -> i.toString().contains(name));
    }
}
