package dev.slipway.assist.alter;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Pairs;
import dev.slipway.assist.words.Verb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Labels and annotations. */
public final class LabelIntent implements Intent {
    private static final List<ResourceKind> KINDS = List.of(
            ResourceKind.NODE,
            ResourceKind.NAMESPACE,
            ResourceKind.DEPLOYMENT,
            ResourceKind.STATEFULSET,
            ResourceKind.DAEMONSET,
            ResourceKind.SERVICE,
            ResourceKind.POD,
            ResourceKind.CONFIGMAP,
            ResourceKind.SECRET,
            ResourceKind.INGRESS,
            ResourceKind.PVC,
            ResourceKind.JOB,
            ResourceKind.CRONJOB);

    @Override
    public Optional<Reply> read(Scope scope) {
        boolean annotation = scope.says("\\bannotat(?:e|ion|ions)\\b");
        boolean said = scope.says("^(?:\\w+ ){0,3}?(?:label|annotate|mark)\\b")
                || (scope.asks(Verb.GRANT, Verb.CREATE, Verb.SET)
                        && scope.says("\\b(?:an? |the )?(?:label|annotation)s? \\S+=\\S+(?: to \\S+.*)?$")
                        && scope.says("^(?:\\w+ ){0,3}?(?:give|add|put|set|apply|attach)\\b"))
                || (scope.asks(Verb.SET)
                        && scope.says("\\bwith (?:the |a )?(?:label|annotation)s?\\b")
                        && !scope.says("\\bpods? with (?:the |a )?label|\\bselector"))
                || (scope.asks(Verb.SET, Verb.CREATE)
                        && scope.says("^\\S+ (?:a |an |the |new |these |following )*(?:labels?|annotations?)\\b"));
        if (!said) {
            return Optional.empty();
        }
        Map<String, String> pairs = new LinkedHashMap<>(
                Pairs.behind(scope.phrase(), annotation ? "annotations?|annotate" : "labell?(?:s|ed)?|label"));
        if (pairs.isEmpty()) {
            pairs.putAll(Pairs.all(scope.phrase()));
        }
        if (pairs.isEmpty()) {
            return Optional.of(
                    new Reply.Question("Which " + (annotation ? "annotation" : "label") + ", such as tier=frontend?"));
        }
        boolean pods = scope.says("\\b(?:and|with) (?:all )?(?:its|their|the) pods\\b");
        Scope own = pods
                ? new Scope(
                        scope.verb(),
                        scope.phrase().without("\\b(?:and|with) (?:all )?(?:its|their|the) pods\\b"),
                        scope.objects(),
                        scope.memory(),
                        scope.namespace())
                : scope;
        // "label all nodes", "label the pods of ..."
        Optional<ResourceKind> first = own.first(KINDS.stream()
                .filter(k -> k != ResourceKind.NAMESPACE
                        || scope.says("\\b(?:the )?namespace \\S+ (?:with|as|to)|\\blabel (?:the )?(?:namespace|\\S+"
                                + " namespace)|\\bto (?:the )?namespace\\b"))
                .toList());
        Among.Either among = Among.of(own, first.map(List::of).orElse(KINDS));
        if (among.otherwise().isPresent()
                && first.equals(Optional.of(ResourceKind.NODE))
                && scope.objects().all(ResourceKind.NODE).size() == 1) {
            among = new Among.Either(scope.objects().all(ResourceKind.NODE), Optional.empty());
        }
        return Optional.of(among.edit(
                o -> {
                    pairs.forEach((k, v) -> Docs.in(o, annotation ? "metadata/annotations" : "metadata/labels")
                            .put(k, v));
                    if (pods && LiveObjects.kind(o).workload()) {
                        pairs.forEach((k, v) -> Docs.in(
                                        o, "spec/template/metadata/" + (annotation ? "annotations" : "labels"))
                                .put(k, v));
                    }
                    return o;
                },
                o -> (annotation ? "annotate " : "label ") + LiveObjects.ref(o).words(),
                "It has that already."));
    }
}
