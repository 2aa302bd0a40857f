package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Autoscalers of Deployments and StatefulSets. */
public final class AutoscaleIntent implements Intent {
    private static final int PERCENT = 80;
    private static final int MOST = 5;

    @Override
    public Optional<Reply> read(Scope scope) {
        boolean hpa = scope.speaksOf(ResourceKind.HPA) && scope.asks(Verb.CREATE, Verb.SET, Verb.SCALE);
        boolean scales = scope.says(
                                "\\b(?:grow|scale|go|add|more)\\b.*\\b(?:when|if|once|as soon as)\\b.*\\b(?:cpu|memory|load)\\b.*\\d+%")
                        && !scope.verb().asks()
                || scope.says("\\bautoscal(?:e|es|ing)\\b|\\bscales? automatically|automatically scales?|\\bauto-scal")
                        && !scope.verb().asks();
        if (!hpa && !scales && !scope.asks(Verb.AUTOSCALE)) {
            return Optional.empty();
        }
        if (scope.asks(Verb.PAUSE, Verb.DELETE, Verb.DENY) || scope.says("^(?:\\w+ ){0,2}?(?:disable|turn off)\\b")) {
            Optional<ObjectNode> its = ObjectSearch.of(scope, ResourceKind.DEPLOYMENT, ResourceKind.STATEFULSET)
                    .one()
                    .flatMap(d -> scope.objects().all(ResourceKind.HPA, LiveObjects.namespace(d)).stream()
                            .filter(h ->
                                    Docs.text(h, "spec/scaleTargetRef/name").equals(LiveObjects.name(d)))
                            .findFirst());
            return Optional.of(its.<Reply>map(h -> Reply.Changes.of(new ObjectChange.Remove(
                            h, "delete " + LiveObjects.ref(h).words())))
                    .orElse(new Reply.Question("Which autoscaler is to go? There is none of what was named.")));
        }
        Phrase phrase = scope.phrase();
        ObjectSearch search = ObjectSearch.of(scope, ResourceKind.DEPLOYMENT, ResourceKind.STATEFULSET);
        ObjectSearch.Found found = search.find();
        Optional<ObjectNode> there = hpa && !scope.asks(Verb.CREATE)
                ? ObjectSearch.of(scope, ResourceKind.HPA).one()
                : Optional.empty();
        if (there.isPresent()) {
            String target = Docs.text(there.get(), "spec/scaleTargetRef/name");
            found = scope.objects()
                    .find(ResourceKind.DEPLOYMENT, LiveObjects.namespace(there.get()), target)
                    .<ObjectSearch.Found>map(ObjectSearch.Found.One::new)
                    .orElse(found);
        }
        if (!(found instanceof ObjectSearch.Found.One one)) {
            return Optional.of(search.otherwise(found));
        }
        ObjectNode target = one.object();
        List<List<String>> between = phrase.rows(
                "\\b(?:between|from|min(?:imum)?(?: of| replicas)*) (\\d+) (?:and|to|up to|-) (?:a? ?max(?:imum)?(?:"
                        + " of)? )?(\\d+)\\b(?!%)");
        Optional<Integer> min = phrase.number(
                        "\\bmin(?:imum)?(?:[- ]?(?:replicas?|pods?|number))*(?: of| to| is| :|=|at)* <int>")
                .or(() -> phrase.number("\\bat least <int>"))
                .or(() -> phrase.number("<int> (?:\\w+ )?(?:minimum|min)\\b"));
        Optional<Integer> max = phrase.number(
                        "\\bmax(?:imum)?(?:[- ]?(?:replicas?|pods?|number))*(?: of| to| is| :|=|at)* <int>")
                .or(() -> phrase.number("\\b(?:at most|up to|no more than|grow to|scale to|go to) <int>\\b(?!%)"))
                .or(() -> phrase.number("<int> (?:\\w+ )?(?:maximum|max)\\b"));
        Optional<ObjectNode> existing =
                there.or(() -> scope.objects().all(ResourceKind.HPA, LiveObjects.namespace(target)).stream()
                        .filter(h -> Docs.text(h, "spec/scaleTargetRef/name").equals(LiveObjects.name(target)))
                        .findFirst());
        int low = between.isEmpty()
                ? min.orElse(
                        existing.map(e -> Docs.number(e, "spec/minReplicas", 1)).orElse(Math.max(1, 1)))
                : Integer.parseInt(between.getFirst().get(0));
        int high = between.isEmpty()
                ? max.orElse(existing.map(e -> Docs.number(e, "spec/maxReplicas", MOST))
                        .orElse(Math.max(MOST, low)))
                : Integer.parseInt(between.getFirst().get(1));
        List<String> notes = new ArrayList<>();
        if (between.isEmpty() && max.isEmpty() && existing.isEmpty()) {
            notes.add("no maximum was named: " + high);
        }
        if (low > high) {
            return Optional.of(new Reply.Question(
                    "At least " + low + " and at most " + high + " replicas cannot be; which is meant?"));
        }
        boolean memory = phrase.says("\\bmemory\\b");
        boolean cpu = phrase.says("\\bcpu\\b") || !memory;
        ArrayNode metrics = Docs.list();
        Optional<Integer> any = phrase.number("(\\d{1,3})%");
        if (cpu) {
            int percent = phrase.number("\\bcpu\\b[^%]{0,40}?(\\d{1,3})%")
                    .or(() -> phrase.number("(\\d{1,3})% (?:\\w+ )?cpu"))
                    .or(() -> memory ? Optional.empty() : any)
                    .or(() ->
                            phrase.number("\\b(?:cpu(?: utili[sz]ation| usage| percent| target)*(?: of| at| to| above|"
                                    + " :|=|exceeds)*|target(?: of)?) (\\d{1,3})\\b"))
                    .orElse(existing.map(
                                    e -> Docs.number(e, "spec/metrics/0/resource/target/averageUtilization", PERCENT))
                            .orElse(PERCENT));
            metrics.add(metric("cpu", percent));
            if (any.isEmpty() && existing.isEmpty() && !phrase.says("cpu.{0,40}\\d")) {
                notes.add("no share of CPU was named: " + percent + "%");
            }
        }
        if (memory) {
            metrics.add(metric(
                    "memory",
                    phrase.number("\\bmemory\\b[^%]{0,40}?(\\d{1,3})%")
                            .or(() -> phrase.number("(\\d{1,3})% (?:\\w+ )?memory"))
                            .or(() -> any)
                            .orElse(PERCENT)));
        }
        boolean asks = !Docs.at(target, "spec/template/spec/containers/0/resources/requests")
                .isEmpty();
        if (!asks) {
            notes.add(LiveObjects.ref(target).text()
                    + " asks for no CPU or memory: without requests there is no share to scale by; set them too");
        }
        String name = existing.map(LiveObjects::name)
                .orElseGet(() -> Naming.of(scope, ResourceKind.HPA)
                        .filter(n -> scope.says("hpa (?:named|called) "))
                        .orElse(LiveObjects.name(target)));
        ObjectNode object = ResourceKind.HPA.make(LiveObjects.namespace(target), name);
        object.set(
                "spec",
                Docs.object(
                        "scaleTargetRef",
                        Docs.object(
                                "apiVersion",
                                "apps/v1",
                                "kind",
                                LiveObjects.kind(target).kind(),
                                "name",
                                LiveObjects.name(target)),
                        "minReplicas",
                        low,
                        "maxReplicas",
                        high,
                        "metrics",
                        metrics));
        if (existing.isPresent()) {
            ObjectNode after = Docs.changed(existing.get(), o -> Docs.merge(o, object));
            return Optional.of(
                    after.equals(existing.get())
                            ? Reply.Told.of("The autoscaler " + name + " is that way already.")
                            : new Reply.Changes(
                                    List.of(new ObjectChange.Edit(existing.get(), after, "change autoscaler " + name)),
                                    notes));
        }
        return Optional.of(Naming.reply(
                scope, object, notes, "autoscaler of " + LiveObjects.ref(target).words()));
    }

    private static ObjectNode metric(String resource, int percent) {
        return Docs.object(
                "type",
                "Resource",
                "resource",
                Docs.object(
                        "name", resource, "target", Docs.object("type", "Utilization", "averageUtilization", percent)));
    }
}
