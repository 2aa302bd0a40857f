package dev.slipway.assist.look;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Verb;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Answers why something does not work and what mends it, gives a health score, and compares use with requests. */
public final class CauseIntent implements Intent {
    private static final List<ResourceKind> KINDS = List.of(
            ResourceKind.DEPLOYMENT,
            ResourceKind.STATEFULSET,
            ResourceKind.DAEMONSET,
            ResourceKind.POD,
            ResourceKind.SERVICE,
            ResourceKind.INGRESS,
            ResourceKind.JOB,
            ResourceKind.CRONJOB,
            ResourceKind.PVC,
            ResourceKind.HPA,
            ResourceKind.NODE,
            ResourceKind.SERVICEACCOUNT,
            ResourceKind.ROLE);

    @Override
    public Optional<Reply> read(Scope scope) {
        boolean health = scope.says(
                        "\\b(?:is|are) (?:the |my |our )?(?:cluster|system|everything|all) (?:\\w+ )?(?:ok|okay|fine|well|alright|good)\\b|\\bhow is (?:the|my|our) cluster\\b")
                || scope.says("\\bhealth(?:y)?(?: score| check)?\\b")
                        && scope.asks(Verb.WHY, Verb.LIST, Verb.DESCRIBE)
                        && (scope.says("\\b(?:cluster|namespace|everything|overall|score|system)\\b")
                                || scope.says("health$"));
        if (health && !scope.says("\\bpods\\b.*\\bnot\\b")) {
            return Optional.of(new Reply.Score(
                    scope.everywhere()
                            ? ""
                            : scope.named().orElse(scope.says("\\bcluster\\b") ? "" : scope.namespace())));
        }
        boolean use = scope.says(
                        "\\b(?:most|highest|least) (?:cpu|memory|ram|resources)|(?:usage|consum\\w+|utili[sz]ation|using (?:the )?most|uses? (?:the )?most|top|how much"
                                + " (?:cpu|memory))\\b")
                && scope.says("\\b(?:cpu|memory|resources?|pods?|nodes?|usage)\\b");
        boolean optimize = scope.asks(Verb.OPTIMIZE)
                || (scope.says(
                        "\\b(?:rightsize|optimi[sz]e|over-?provision\\w*|under-?provision\\w*|waste|wasting)\\b"));
        if (optimize || (use && scope.verb().asks())) {
            return Optional.of(new Reply.Use(
                    scope.named().orElse(""),
                    ObjectSearch.of(scope, ResourceKind.DEPLOYMENT, ResourceKind.STATEFULSET, ResourceKind.DAEMONSET)
                            .named()
                            .stream()
                            .map(LiveObjects::ref)
                            .toList(),
                    optimize));
        }
        if (scope.asks(Verb.FIX)
                && (scope.says("\\bprobe\\b.*\\b(?:uses?|to|with|should be|path) /\\w+")
                        || scope.says(
                                "\\b(?:accessible|reachable)\\b.*\\b(?:outside|external\\w*|public\\w*|internet|nodeport)\\b"))) {
            // The request says what to do, so no cause has to be found.
            return Optional.empty();
        }
        boolean why = scope.asks(Verb.WHY)
                || (scope.asks(Verb.LIST)
                        && scope.says(
                                "\\b(?:unusual|odd|strange|weird|abnormal|suspicious|wrong|problems?|issues?|broken|failing|errors?|trouble|why)\\b"));
        boolean mend = scope.asks(Verb.FIX)
                || (scope.says("\\b(?:and|then|,|to) (?:please"
                                + " )?(?:fix|repair|resolve|mend|correct|solve|remediate)\\b")
                        && scope.verb().asks())
                || (why && scope.says("\\bfix (?:it|them|the|this|any)\\b"));
        if (!why && !mend) {
            return Optional.empty();
        }
        String space = scope.everywhere() ? "" : scope.named().orElse("");
        ObjectSearch search = ObjectSearch.of(scope, KINDS);
        List<ObjectNode> named = search.named();
        Optional<ObjectNode> one = named.isEmpty()
                        && (search.spoken().isPresent()
                                || scope.says("\\b(?:it|its|the (?:backend|frontend|api|database|worker))\\b"))
                ? search.one()
                : named.stream()
                        .filter(o -> LiveObjects.kind(o) != ResourceKind.NODE || scope.speaksOf(ResourceKind.NODE))
                        .findFirst();
        if (one.isEmpty()
                && search.spoken().isPresent()
                && named.isEmpty()
                && search.find() instanceof ObjectSearch.Found.None none
                && !none.name().isEmpty()
                && !scope.says("\\b(?:pods|cluster|namespace|everything)\\b")) {
            return Optional.of(search.otherwise(none));
        }
        if (one.isPresent()) {
            ObjectNode o = one.get();
            // The pods behind a Service or an Ingress are a part of why it does not answer.
            boolean whole = LiveObjects.kind(o) == ResourceKind.SERVICE
                    || LiveObjects.kind(o) == ResourceKind.INGRESS
                    || named.size() > 1
                    || LiveObjects.kind(o) == ResourceKind.HPA
                    || LiveObjects.kind(o) == ResourceKind.SERVICEACCOUNT
                    || LiveObjects.kind(o) == ResourceKind.ROLE;
            String what = whole ? "" : LiveObjects.ref(o).text();
            return Optional.of(new Reply.Causes(
                    LiveObjects.namespace(o).isEmpty() ? space : LiveObjects.namespace(o), what, mend));
        }
        String looked = !space.isEmpty() || scope.everywhere() ? space : scope.namespace();
        boolean broken = scope.named().isEmpty() && !scope.everywhere() && healthy(scope, looked);
        return Optional.of(new Reply.Causes(broken ? "" : looked, "", mend));
    }

    /** If everything in the current namespace is well, the question is about another one. */
    private static boolean healthy(Scope scope, String space) {
        List<ObjectNode> pods = scope.objects().all(ResourceKind.POD, space);
        return pods.stream()
                        .allMatch(p -> ListIntent.podReady(p)
                                || Docs.text(p, "status/phase").equals("Succeeded"))
                && scope.objects().all(ResourceKind.DEPLOYMENT, space).stream()
                        .allMatch(d -> ListIntent.ready(d) >= Docs.number(d, "spec/replicas", 1));
    }
}
