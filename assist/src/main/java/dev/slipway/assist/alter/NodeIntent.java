package dev.slipway.assist.alter;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cordons, drains and taints nodes. */
public final class NodeIntent implements Intent {
    @Override
    public Optional<Reply> read(Scope scope) {
        boolean schedulable =
                scope.asks(Verb.SET, Verb.FIX, Verb.CREATE) && scope.says("\\bnode\\b.*\\b(?:un)?schedulable\\b");
        boolean taints = scope.asks(Verb.CREATE, Verb.SET, Verb.DELETE)
                && scope.says("\\btaints?\\b")
                && scope.says("\\bnodes?\\b")
                && !scope.says("\\btolerat");
        if (!scope.asks(Verb.NODE) && !schedulable && !taints) {
            return Optional.empty();
        }
        Among.Either among = Among.of(scope, List.of(ResourceKind.NODE));
        if (among.otherwise().isPresent()
                && scope.objects().all(ResourceKind.NODE).size() == 1
                && scope.says("\\b(?:the|this|a) node\\b")) {
            among = new Among.Either(scope.objects().all(ResourceKind.NODE), Optional.empty());
        }
        if (among.otherwise().isPresent()) {
            return among.otherwise();
        }
        if (taints || scope.says("^(?:\\w+ ){0,3}?(?:taint|untaint)\\b")) {
            return Optional.of(taint(scope, among));
        }
        boolean free = scope.says("\\buncordon\\b|\\bschedulable\\b") && !scope.says("\\bunschedulable\\b");
        boolean drain = scope.says("\\bdrain\\b");
        Reply reply = among.edit(
                o -> {
                    if (free) {
                        Docs.in(o, "spec").remove("unschedulable");
                    } else {
                        Docs.in(o, "spec").put("unschedulable", true);
                    }
                    return o;
                },
                o -> (free ? "let new pods come to " : "let no new pods come to ")
                        + LiveObjects.ref(o).words(),
                "It is that way already.");
        if (!drain) {
            return Optional.of(reply);
        }
        List<ObjectChange> changes = new ArrayList<>(reply instanceof Reply.Changes c ? c.changes() : List.of());
        for (ObjectNode node : among.objects()) {
            scope.objects().all(ResourceKind.POD).stream()
                    .filter(p -> Docs.text(p, "spec/nodeName").equals(LiveObjects.name(node)))
                    .filter(p -> Docs.items(Docs.at(p, "metadata/ownerReferences")).stream()
                            .anyMatch(o -> !Docs.text(o, "kind").equals("DaemonSet")
                                    && !Docs.text(o, "kind").equals("Node")))
                    .forEach(p -> changes.add(new ObjectChange.Remove(
                            p, "move " + LiveObjects.ref(p).words() + " away")));
        }
        return Optional.of(new Reply.Changes(
                changes,
                scope.objects().all(ResourceKind.NODE).size() < 2
                        ? List.of("it is the only node: its pods have nowhere else to go")
                        : List.of()));
    }

    private static Reply taint(Scope scope, Among.Either among) {
        boolean away = scope.says("\\buntaint\\b|:\\w+-(?: |$)|\\bremove\\b|\\bdelete\\b|^(?:\\w+ ){0,2}take\\b");
        List<List<String>> rows = scope.phrase()
                .rows("(?<![\\w/])([a-z][\\w./-]*)(?:=([\\w.-]*))?:(NoSchedule|NoExecute|PreferNoSchedule)-?");
        Optional<String> key = away && rows.isEmpty()
                ? scope.phrase().value("\\btaint (?:with )?(?:the )?(?:key )?<name>")
                : Optional.empty();
        if (key.isPresent()) {
            return among.edit(
                    o -> {
                        ArrayNode taints = Docs.listIn(o, "spec/taints");
                        for (int i = taints.size() - 1; i >= 0; i--) {
                            if (Docs.text(taints.get(i), "key").equals(key.get())) {
                                taints.remove(i);
                            }
                        }
                        if (taints.isEmpty()) {
                            Docs.in(o, "spec").remove("taints");
                        }
                        return o;
                    },
                    o -> "take the taint from " + LiveObjects.ref(o).words(),
                    "It has no such taint.");
        }
        if (rows.isEmpty()) {
            return new Reply.Question("Which taint, such as dedicated=batch:NoSchedule?");
        }
        return among.edit(
                o -> {
                    ArrayNode taints = Docs.listIn(o, "spec/taints");
                    for (List<String> row : rows) {
                        for (int i = taints.size() - 1; i >= 0; i--) {
                            if (Docs.text(taints.get(i), "key").equals(row.get(0))) {
                                taints.remove(i);
                            }
                        }
                        if (!away) {
                            ObjectNode made = Docs.object("key", row.get(0), "effect", row.get(2));
                            if (!row.get(1).isEmpty()) {
                                made.put("value", row.get(1));
                            }
                            taints.add(made);
                        }
                    }
                    return o;
                },
                o -> (away ? "take the taint from " : "taint ")
                        + LiveObjects.ref(o).words(),
                "It is that way already.");
    }
}
