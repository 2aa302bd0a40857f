package dev.slipway.assist.look;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Describes one object with its related objects. Values of Secrets are never shown. */
public final class DescribeIntent implements Intent {
    @Override
    public Optional<Reply> read(Scope scope) {
        boolean of = scope.asks(Verb.DESCRIBE)
                || (scope.asks(Verb.LIST)
                        && scope.says(
                                "\\b(?:details?|status|state|spec|yaml|configuration|describe|value|values|data|contents?|how"
                                        + " is|what (?:is )?in|keys|password|credentials|token|how many replicas|which"
                                        + " port|selector|endpoints of|history|revisions?|rollout|is .*"
                                        + " (?:running|ready|healthy|up|available))\\b"));
        if (!of || scope.says("^\\S+ (?:all|every) |\\b(?:which|what) nodes?\\b")) {
            return Optional.empty();
        }
        List<ResourceKind> kinds = List.of(ResourceKind.values()).stream()
                .filter(k -> k != ResourceKind.EVENT
                        && k != ResourceKind.ENDPOINTS
                        && (k != ResourceKind.NAMESPACE || scope.says("^\\S+(?: \\S+){0,2} namespace \\S+$")))
                .toList();
        Optional<ResourceKind> said = scope.first(kinds);
        ObjectSearch search = ObjectSearch.of(
                scope,
                said.filter(k -> k != ResourceKind.REPLICASET).map(List::of).orElse(kinds));
        ObjectSearch.Found found = search.find();
        if (!(found instanceof ObjectSearch.Found.One one)) {
            return scope.asks(Verb.DESCRIBE) || search.spoken().isPresent()
                    ? Optional.of(search.otherwise(found))
                    : Optional.empty();
        }
        return Optional.of(new Reply.Told(lines(scope, one.object())));
    }

    /** Of the one workload, Service or claim that a question names. */
    public static Optional<Reply> anyway(Scope scope) {
        List<ObjectNode> named = ObjectSearch.of(
                        scope,
                        ResourceKind.DEPLOYMENT,
                        ResourceKind.STATEFULSET,
                        ResourceKind.DAEMONSET,
                        ResourceKind.SERVICE,
                        ResourceKind.CRONJOB,
                        ResourceKind.PVC)
                .named();
        return named.size() == 1 ? Optional.of(new Reply.Told(lines(scope, named.getFirst()))) : Optional.empty();
    }

    private static List<String> lines(Scope scope, ObjectNode o) {
        List<String> lines = new ArrayList<>();
        ResourceKind kind = LiveObjects.kind(o);
        lines.add(ListIntent.line(scope, o));
        Map<String, String> labels = LiveObjects.labels(o);
        if (!labels.isEmpty()) {
            lines.add("labels: " + labels);
        }
        if (kind == ResourceKind.CONFIGMAP) {
            Docs.texts(o.path("data")).forEach((k, v) -> lines.add(k + ": " + v));
        } else if (kind == ResourceKind.SECRET) {
            lines.add("its values are not told: kubectl get secret " + LiveObjects.name(o) + " -n "
                    + LiveObjects.namespace(o) + " -o yaml");
        } else if (!kind.podSpec().isEmpty()) {
            for (ObjectNode c : Docs.items(Docs.at(o, kind.podSpec() + "/containers"))) {
                lines.add("container " + Docs.text(c, "name") + ": " + Docs.text(c, "image")
                        + (c.has("ports")
                                ? ", ports "
                                        + String.join(
                                                ", ",
                                                Docs.items(c.path("ports")).stream()
                                                        .map(p -> p.path("containerPort")
                                                                .asString(""))
                                                        .toList())
                                : "")
                        + (Docs.at(c, "resources/requests").isEmpty()
                                ? ""
                                : ", requests " + Docs.texts(Docs.at(c, "resources/requests")))
                        + (Docs.at(c, "resources/limits").isEmpty()
                                ? ""
                                : ", limits " + Docs.texts(Docs.at(c, "resources/limits")))
                        + (c.has("env")
                                ? ", env "
                                        + String.join(
                                                ", ",
                                                Docs.items(c.path("env")).stream()
                                                        .map(e -> Docs.text(e, "name"))
                                                        .toList())
                                : ""));
            }
            if (kind != ResourceKind.POD) {
                scope.objects().pods(o).forEach(p -> lines.add(ListIntent.line(scope, p)));
            }
        } else if (kind == ResourceKind.SERVICE) {
            lines.add("selector: " + Docs.texts(Docs.at(o, "spec/selector")));
            scope.objects().pods(o).forEach(p -> lines.add(ListIntent.line(scope, p)));
        }
        if (kind == ResourceKind.DEPLOYMENT && scope.says("\\bhistory\\b|\\brevisions?\\b")) {
            scope.objects().all(ResourceKind.REPLICASET, LiveObjects.namespace(o)).stream()
                    .filter(s -> Docs.items(Docs.at(s, "metadata/ownerReferences")).stream()
                            .anyMatch(r -> Docs.text(r, "name").equals(LiveObjects.name(o))))
                    .forEach(s -> lines.add("revision "
                            + Docs.at(s, "metadata/annotations")
                                    .path("deployment.kubernetes.io/revision")
                                    .asString("?") + ": " + Docs.text(s, "spec/template/spec/containers/0/image")));
        }
        scope.objects().all(ResourceKind.EVENT, LiveObjects.namespace(o)).stream()
                .filter(e -> Docs.text(e, "involvedObject/name").equals(LiveObjects.name(o))
                        && Docs.text(e, "involvedObject/kind").equals(kind.kind()))
                .filter(e -> Docs.text(e, "type").equals("Warning"))
                .limit(5)
                .forEach(e -> lines.add("event " + Docs.text(e, "reason") + ": "
                        + Docs.text(e, "message").strip()));
        return lines;
    }
}
