package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.ImageWords;
import dev.slipway.assist.slot.Pairs;
import dev.slipway.assist.slot.PodWords;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Makes single pods, with any number of containers. */
public final class PodIntent implements Intent {
    @Override
    public Optional<Reply> read(Scope scope) {
        Optional<ResourceKind> first = scope.first(List.of(
                ResourceKind.POD,
                ResourceKind.DEPLOYMENT,
                ResourceKind.STATEFULSET,
                ResourceKind.DAEMONSET,
                ResourceKind.JOB,
                ResourceKind.CRONJOB));
        boolean container = first.isEmpty() && scope.says("\\b(?:a|an|the|2|3|multi-) ?containers?\\b");
        if (!scope.asks(Verb.CREATE) || !(first.equals(Optional.of(ResourceKind.POD)) || container)) {
            return Optional.empty();
        }
        Optional<String> image = ImageWords.any(scope.phrase());
        List<String> names = new ArrayList<>();
        List<String> several = scope.phrase()
                .values("\\bpods(?: named| called| :)* ((?:[a-z0-9][a-z0-9-]*(?: , and | , | and"
                        + " ))+[a-z0-9][a-z0-9-]*)");
        if (several.isEmpty() || scope.says("\\bpods (?:with|that|running|using)")) {
            names.add(Naming.of(scope, ResourceKind.POD)
                    .orElse(image.map(i ->
                                    Naming.valid(i.replaceFirst(":[^/:]*$", "").replaceFirst(".*/", "")))
                            .orElse("pod")));
        } else {
            names.addAll(List.of(several.getFirst().split(" (?:, and|,|and) ")));
        }
        List<String> notes = new ArrayList<>();
        List<ObjectChange> changes = new ArrayList<>(Naming.space(scope, notes));
        for (String name : names) {
            Map<String, String> labels = new LinkedHashMap<>(Pairs.behind(scope.phrase(), "labell?(?:s|ed)?"));
            if (labels.isEmpty()) {
                labels.put("app", name);
            }
            ObjectNode object = ResourceKind.POD.make(scope.space(), name);
            Docs.in(object, "metadata").set("labels", Docs.node(labels));
            Map<String, String> annotations = Pairs.behind(scope.phrase(), "annotations?|annotated");
            if (!annotations.isEmpty()) {
                Docs.in(object, "metadata").set("annotations", Docs.node(annotations));
            }
            PodWords.Spec spec = PodWords.of(
                    scope.phrase().without("\\bpods? (?:named |called )?" + Pattern.quote(name) + "(?= |$)"),
                    name,
                    labels,
                    scope.says("restart ?policy.{0,10}(?:never|onfailure)"));
            notes.addAll(spec.notes());
            object.set("spec", spec.spec());
            changes.add(Naming.change(scope, object, notes, "pod " + name));
        }
        return Optional.of(new Reply.Changes(changes, notes));
    }
}
