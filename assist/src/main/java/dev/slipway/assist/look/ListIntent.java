package dev.slipway.assist.look;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Pairs;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** Lists: objects of a kind, images, events, and how many there are. */
public final class ListIntent implements Intent {
    private static final int EVENTS = 30;

    @Override
    public Optional<Reply> read(Scope scope) {
        if (!scope.asks(Verb.LIST, Verb.DESCRIBE)) {
            return Optional.empty();
        }
        if (scope.says("^who (?:can|may|is allowed|has)\\b|\\bshell\\b|\\b(?:exec|ssh) into\\b")) {
            return Optional.of(new Reply.Unread(
                    "who may do what is asked of the server itself, and a shell is opened by kubectl: "
                            + scope.phrase().told(),
                    List.of(
                            "./slipway kubectl auth can-i --list --as=NAME -n " + scope.space(),
                            "./slipway kubectl exec -it POD -- sh")));
        }
        if (scope.says("\\bimages?\\b") && !scope.asks(Verb.DESCRIBE)) {
            return Optional.of(images(scope));
        }
        Optional<ResourceKind> kind = scope.first(List.of(ResourceKind.values()))
                .filter(k -> k != ResourceKind.NAMESPACE
                        || scope.says("\\bnamespaces\\b")
                                && !scope.says(
                                        "\\b(?:in|across|of|from) (?:all|every|the|each)(?: the)? namespaces?\\b")
                        || scope.says("^(?:\\S+ ){1,4}namespaces?$"));
        if (kind.equals(Optional.of(ResourceKind.NAMESPACE))
                && scope.says("\\b(?:pods|deployments|services|events|configmaps|secrets)\\b")) {
            kind = scope.first(List.of(ResourceKind.values()).stream()
                    .filter(k -> k != ResourceKind.NAMESPACE)
                    .toList());
        }
        if (kind.equals(Optional.of(ResourceKind.EVENT)) || (scope.says("\\bwarnings\\b") && scope.asks(Verb.LIST))) {
            return Optional.of(events(scope));
        }
        if (scope.says("\\b(?:everything|all resources|all objects|what is running|what running|what runs|what's"
                        + " running|workloads|applications|apps)\\b")
                && (kind.isEmpty() || kind.get() == ResourceKind.NAMESPACE)) {
            List<String> lines = new ArrayList<>();
            for (ResourceKind k : List.of(
                    ResourceKind.DEPLOYMENT,
                    ResourceKind.STATEFULSET,
                    ResourceKind.DAEMONSET,
                    ResourceKind.JOB,
                    ResourceKind.CRONJOB,
                    ResourceKind.SERVICE,
                    ResourceKind.INGRESS,
                    ResourceKind.POD)) {
                scope.objects().all(k, scope.looked()).forEach(o -> lines.add(line(scope, o)));
            }
            return Optional.of(
                    new Reply.Told(lines.isEmpty() ? List.of("There is nothing in " + place(scope) + ".") : lines));
        }
        if (scope.says("\\b(?:which|what) nodes? (?:is|are|does|do|has)\\b.*\\brun")) {
            kind = Optional.of(ResourceKind.POD);
        }
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(objects(scope, kind.get()));
    }

    private static String place(Scope scope) {
        return scope.looked().isEmpty() ? "any namespace" : "namespace " + scope.looked();
    }

    private static Reply objects(Scope scope, ResourceKind kind) {
        List<ObjectNode> all = new ArrayList<>(scope.objects().all(kind, scope.looked()));
        List<ObjectNode> named = ObjectSearch.of(scope, kind).named();
        if (!named.isEmpty()) {
            all.removeIf(o -> !named.contains(o));
        }
        Map<String, String> labels = Pairs.behind(scope.phrase(), "labell?(?:s|ed)?|pods? with|-l|selector");
        all.removeIf(o -> !LiveObjects.labels(o).entrySet().containsAll(labels.entrySet()));
        if (kind == ResourceKind.POD) {
            Optional<ObjectNode> of = labels.isEmpty()
                            && named.isEmpty()
                            && scope.says("\\b(?:of|belong|for|behind|selected by|from|managed by)\\b")
                    ? ObjectSearch.of(
                                    scope,
                                    ResourceKind.DEPLOYMENT,
                                    ResourceKind.STATEFULSET,
                                    ResourceKind.DAEMONSET,
                                    ResourceKind.JOB,
                                    ResourceKind.SERVICE)
                            .one()
                    : Optional.empty();
            of.ifPresent(o -> all.retainAll(scope.objects().pods(o)));
            filter(scope, all);
        } else if (scope.says("\\b(?:unavailable|not ready|unhealthy|failing|not available|degraded)\\b")
                && kind.workload()) {
            all.removeIf(o ->
                    ready(o) >= Docs.number(o, "spec/replicas", Docs.number(o, "status/desiredNumberScheduled", 1)));
        } else if (scope.says("\\bunused\\b")
                && (kind == ResourceKind.CONFIGMAP || kind == ResourceKind.SECRET || kind == ResourceKind.PVC)) {
            all.removeIf(o -> AuditIntent.used(scope, o));
        } else if (kind == ResourceKind.PVC && scope.says("\\b(?:pending|unbound|not bound)\\b")) {
            all.removeIf(o -> Docs.text(o, "status/phase").equals("Bound"));
        } else if (kind == ResourceKind.SERVICE
                && scope.says("\\b(?:without|no|have no|has no|missing) endpoints\\b")) {
            all.removeIf(o -> Docs.at(o, "spec/selector").isEmpty()
                    || scope.objects().pods(o).stream().anyMatch(ListIntent::podReady));
        }
        if (scope.says("\\bhow many\\b|\\bcount\\b|\\bnumber of\\b")) {
            return Reply.Told.of(all.size() + " " + (all.size() == 1 ? kind.toString() : kind.plural()) + " in "
                    + place(scope)
                    + (all.isEmpty() || all.size() > 20
                            ? "."
                            : ": "
                                    + String.join(
                                            ", ",
                                            all.stream().map(LiveObjects::name).toList())));
        }
        all.sort(order(scope));
        List<String> lines = new ArrayList<>();
        all.forEach(o -> lines.add(line(scope, o)));
        if (lines.isEmpty() && scope.named().isEmpty() && !scope.looked().isEmpty()) {
            Scope anywhere = new Scope(scope.verb(), scope.phrase(), scope.objects(), scope.memory(), "");
            if (objects(anywhere, kind) instanceof Reply.Told told
                    && !told.lines().getFirst().contains(" is no such ")) {
                lines.add("There is none in namespace " + scope.looked() + "; in others:");
                lines.addAll(told.lines());
            }
        }
        if (lines.isEmpty()) {
            lines.add((scope.says("^(?:is|are|does|do)\\b") ? "No: there" : "There") + " is no such " + kind + " in "
                    + place(scope) + ".");
        }
        return new Reply.Told(lines);
    }

    private static Comparator<ObjectNode> order(Scope scope) {
        if (scope.says("\\b(?:sorted|sort|order(?:ed)?) by (?:\\w+ )?(?:restarts?)\\b|\\bmost restarts\\b")) {
            return Comparator.comparing(o -> -restarts(o));
        }
        if (scope.says(
                "\\b(?:sorted|sort|order(?:ed)?) by (?:\\w+ )?(?:age|creation|date)|\\bnewest\\b|\\boldest\\b")) {
            Comparator<ObjectNode> age = Comparator.comparing(o -> Docs.text(o, "metadata/creationTimestamp"));
            return scope.says("\\bnewest\\b") ? age.reversed() : age;
        }
        return Comparator.comparing((ObjectNode o) -> LiveObjects.namespace(o)).thenComparing(LiveObjects::name);
    }

    private static void filter(Scope scope, List<ObjectNode> pods) {
        if (scope.says(
                "\\b(?:not running|not"
                        + " ready|unready|unhealthy|failing|failed|broken|problems?|trouble|crashing|crashed|crash\\w*|restarting)\\b")) {
            pods.removeIf(p -> podReady(p) && restarts(p) == 0
                    || Docs.text(p, "status/phase").equals("Succeeded")
                    || (podReady(p) && !scope.says("restart")));
        } else if (scope.says("\\bpending\\b")) {
            pods.removeIf(p -> !Docs.text(p, "status/phase").equals("Pending"));
        } else if (scope.says("\\b(?:running|ready|healthy) pods|pods (?:that |which )?(?:are )?(?:running|ready)")) {
            pods.removeIf(p -> !Docs.text(p, "status/phase").equals("Running"));
        } else if (scope.says("\\b(?:completed|succeeded)\\b")) {
            pods.removeIf(p -> !Docs.text(p, "status/phase").equals("Succeeded"));
        } else if (scope.says("\\bevicted\\b")) {
            pods.removeIf(p -> !Docs.text(p, "status/reason").equals("Evicted"));
        }
        scope.phrase()
                .number("\\b(?:more than|over|at least|>) <int> restarts")
                .ifPresent(n -> pods.removeIf(p -> restarts(p) <= n));
        if (scope.says("\\bon (?:the )?node\\b")) {
            scope.phrase()
                    .value("\\bon (?:the )?node <name>")
                    .ifPresent(n ->
                            pods.removeIf(p -> !Docs.text(p, "spec/nodeName").equals(n)));
        }
    }

    static boolean podReady(ObjectNode pod) {
        return Docs.items(Docs.at(pod, "status/conditions")).stream()
                .anyMatch(c -> Docs.text(c, "type").equals("Ready")
                        && Docs.text(c, "status").equals("True"));
    }

    static int restarts(ObjectNode pod) {
        return Docs.items(Docs.at(pod, "status/containerStatuses")).stream()
                .mapToInt(c -> Docs.number(c, "restartCount", 0))
                .sum();
    }

    static int ready(ObjectNode workload) {
        return Docs.number(workload, "status/readyReplicas", Docs.number(workload, "status/numberReady", 0));
    }

    static String podState(ObjectNode pod) {
        for (ObjectNode c : Docs.items(Docs.at(pod, "status/containerStatuses"))) {
            String waiting = Docs.text(c, "state/waiting/reason");
            if (!waiting.isEmpty()) {
                return waiting;
            }
            String ended = Docs.text(c, "state/terminated/reason");
            if (!ended.isEmpty() && !ended.equals("Completed")) {
                return ended;
            }
        }
        return Docs.text(pod, "status/phase");
    }

    static String line(Scope scope, ObjectNode o) {
        ResourceKind kind = LiveObjects.kind(o);
        String name = (scope.looked().isEmpty() && kind.namespaced() ? LiveObjects.namespace(o) + "/" : "")
                + LiveObjects.name(o);
        String more = switch (kind) {
            case POD ->
                podState(o) + ", " + (podReady(o) ? "ready" : "not ready") + ", " + restarts(o) + " restarts"
                        + (scope.says("\\bnodes?\\b|\\bwide\\b|\\bwhere\\b")
                                ? ", on " + Docs.text(o, "spec/nodeName") + ", " + Docs.text(o, "status/podIP")
                                : "")
                        + (scope.says("\\blabels\\b") ? ", " + LiveObjects.labels(o) : "");
            case DEPLOYMENT, STATEFULSET, REPLICASET ->
                ready(o) + " of " + Docs.number(o, "spec/replicas", 1) + " ready, "
                        + Docs.text(o, "spec/template/spec/containers/0/image");
            case DAEMONSET -> ready(o) + " of " + Docs.number(o, "status/desiredNumberScheduled", 0) + " ready";
            case JOB ->
                Docs.number(o, "status/succeeded", 0) + " succeeded, " + Docs.number(o, "status/failed", 0)
                        + " failed, " + Docs.number(o, "status/active", 0) + " active";
            case CRONJOB ->
                Docs.text(o, "spec/schedule") + (Docs.at(o, "spec/suspend").asBoolean(false) ? ", suspended" : "");
            case SERVICE ->
                Docs.text(o, "spec/type") + " " + Docs.text(o, "spec/clusterIP") + ", ports "
                        + String.join(
                                ", ",
                                Docs.items(Docs.at(o, "spec/ports")).stream()
                                        .map(p -> p.path("port").asString("") + "->"
                                                + p.path("targetPort").asString("")
                                                + (p.has("nodePort")
                                                        ? " (node "
                                                                + p.path("nodePort")
                                                                        .asString("") + ")"
                                                        : ""))
                                        .toList())
                        + ", "
                        + scope.objects().pods(o).stream()
                                .filter(ListIntent::podReady)
                                .count() + " ready pods behind it";
            case INGRESS ->
                String.join(
                        ", ",
                        Docs.items(Docs.at(o, "spec/rules")).stream()
                                .map(r -> Docs.text(r, "host") + " -> "
                                        + Docs.text(r, "http/paths/0/backend/service/name"))
                                .toList());
            case CONFIGMAP, SECRET ->
                "keys " + String.join(", ", Docs.texts(o.path("data")).keySet());
            case PVC ->
                Docs.text(o, "status/phase") + ", " + Docs.text(o, "spec/resources/requests/storage") + ", class "
                        + Docs.text(o, "spec/storageClassName");
            case PV ->
                Docs.text(o, "status/phase") + ", " + Docs.text(o, "spec/capacity/storage") + ", "
                        + Docs.text(o, "spec/claimRef/name");
            case STORAGECLASS -> Docs.text(o, "provisioner");
            case HPA ->
                Docs.text(o, "spec/scaleTargetRef/name") + ", " + Docs.number(o, "spec/minReplicas", 1) + " to "
                        + Docs.number(o, "spec/maxReplicas", 0) + ", now "
                        + Docs.number(o, "status/currentReplicas", 0);
            case NODE ->
                (Docs.items(Docs.at(o, "status/conditions")).stream()
                                        .anyMatch(c -> Docs.text(c, "type").equals("Ready")
                                                && Docs.text(c, "status").equals("True"))
                                ? "ready"
                                : "not ready")
                        + (Docs.at(o, "spec/unschedulable").asBoolean(false) ? ", cordoned" : "") + ", cpu "
                        + Docs.text(o, "status/allocatable/cpu") + ", memory "
                        + Docs.text(o, "status/allocatable/memory") + ", "
                        + Docs.text(o, "status/nodeInfo/kubeletVersion");
            case NAMESPACE -> Docs.text(o, "status/phase");
            case ROLE, CLUSTERROLE ->
                String.join(
                        "; ",
                        Docs.items(o.path("rules")).stream()
                                .map(r -> r.path("verbs") + " of " + r.path("resources"))
                                .toList());
            case ROLEBINDING, CLUSTERROLEBINDING ->
                Docs.text(o, "roleRef/name") + " for "
                        + String.join(
                                ", ",
                                Docs.items(o.path("subjects")).stream()
                                        .map(s -> Docs.text(s, "kind") + " " + Docs.text(s, "name"))
                                        .toList());
            case QUOTA ->
                String.join(
                        ", ",
                        Docs.texts(Docs.at(o, "spec/hard")).entrySet().stream()
                                .map(e -> e.getKey() + " "
                                        + Docs.at(o, "status/used")
                                                .path(e.getKey())
                                                .asString("0") + " of " + e.getValue())
                                .toList());
            case NETWORKPOLICY -> "pods " + Docs.at(o, "spec/podSelector") + ", " + Docs.at(o, "spec/policyTypes");
            case PDB ->
                Docs.at(o, "spec").has("minAvailable")
                        ? "at least " + Docs.text(o, "spec/minAvailable") + " stay"
                        : "at most " + Docs.text(o, "spec/maxUnavailable") + " go";
            case SERVICEACCOUNT, LIMITRANGE, INGRESSCLASS, PRIORITYCLASS, ENDPOINTS, EVENT -> "";
        };
        return kind + " " + name + (more.isBlank() ? "" : ": " + more);
    }

    private static Reply images(Scope scope) {
        Map<String, TreeSet<String>> images = new TreeMap<>();
        Optional<ObjectNode> of = ObjectSearch.of(
                        scope,
                        ResourceKind.POD,
                        ResourceKind.DEPLOYMENT,
                        ResourceKind.STATEFULSET,
                        ResourceKind.DAEMONSET)
                .named()
                .stream()
                .findFirst();
        List<ObjectNode> from = new ArrayList<>();
        if (of.isPresent()) {
            from.add(of.get());
        } else {
            from.addAll(scope.objects().all(ResourceKind.POD, scope.looked()));
            if (from.isEmpty()) {
                ResourceKind.workloads()
                        .forEach(k -> from.addAll(scope.objects().all(k, scope.looked())));
            }
        }
        boolean digest = scope.says("\\b(?:no|without|lack|missing|not)\\b.{0,20}\\bdigest");
        boolean latest = scope.says("\\blatest\\b|\\b(?:no|without a?) ?tag\\b|\\buntagged\\b");
        for (ObjectNode o : from) {
            String at = LiveObjects.kind(o).podSpec();
            for (String list : List.of("initContainers", "containers")) {
                Docs.items(Docs.at(o, at + "/" + list)).forEach(c -> {
                    String image = Docs.text(c, "image");
                    boolean fits = (!digest || !image.contains("@sha256:"))
                            && (!latest
                                    || image.endsWith(":latest")
                                    || !image.replaceFirst(".*/", "").contains(":"));
                    if (fits) {
                        images.computeIfAbsent(image, i -> new TreeSet<>())
                                .add((scope.looked().isEmpty() ? LiveObjects.namespace(o) + "/" : "")
                                        + LiveObjects.name(o));
                    }
                });
            }
        }
        List<String> lines = new ArrayList<>();
        images.forEach((image, pods) -> lines.add(
                image + "   (" + String.join(", ", pods.stream().limit(4).toList())
                        + (pods.size() > 4 ? " and " + (pods.size() - 4) + " more" : "") + ")"));
        return new Reply.Told(lines.isEmpty() ? List.of("There is no such image in " + place(scope) + ".") : lines);
    }

    private static Reply events(Scope scope) {
        boolean warnings = scope.says("\\bwarnings?\\b|\\berrors?\\b|\\bproblems?\\b");
        Optional<ObjectNode> of = ObjectSearch.of(
                        scope,
                        ResourceKind.POD,
                        ResourceKind.DEPLOYMENT,
                        ResourceKind.STATEFULSET,
                        ResourceKind.SERVICE,
                        ResourceKind.PVC,
                        ResourceKind.JOB,
                        ResourceKind.NODE)
                .named()
                .stream()
                .findFirst();
        String name = of.map(LiveObjects::name).orElse("");
        List<String> lines = new ArrayList<>();
        scope.objects().all(ResourceKind.EVENT, of.map(LiveObjects::namespace).orElse(scope.looked())).stream()
                .filter(e -> !warnings || Docs.text(e, "type").equals("Warning"))
                .filter(e -> name.isEmpty()
                        || Docs.text(e, "involvedObject/name").equals(name)
                        || Docs.text(e, "involvedObject/name").startsWith(name + "-"))
                .sorted(Comparator.comparing(ListIntent::last))
                .forEach(e -> lines.add(last(e) + " " + Docs.text(e, "type") + " " + Docs.text(e, "reason") + " "
                        + Docs.text(e, "involvedObject/kind") + "/" + Docs.text(e, "involvedObject/name") + ": "
                        + Docs.text(e, "message").strip()));
        return new Reply.Told(
                lines.isEmpty()
                        ? List.of("There are no " + (warnings ? "warnings" : "events")
                                + (name.isEmpty() ? "" : " of " + name) + " in " + place(scope) + ".")
                        : lines.subList(Math.max(0, lines.size() - EVENTS), lines.size()));
    }

    private static String last(ObjectNode event) {
        for (String field : List.of("lastTimestamp", "eventTime", "firstTimestamp")) {
            if (!Docs.text(event, field).isEmpty()) {
                return Docs.text(event, field).replaceFirst("\\.\\d+", "");
            }
        }
        return Docs.text(event, "metadata/creationTimestamp");
    }
}
