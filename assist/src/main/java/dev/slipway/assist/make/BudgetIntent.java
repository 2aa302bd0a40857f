package dev.slipway.assist.make;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Disruption budgets: how many pods have to stay while nodes are emptied. */
public final class BudgetIntent implements Intent {
    @Override
    public Optional<Reply> read(Scope scope) {
        boolean stays = scope.says(
                        "\\bat least (?:one|\\d+)\\b.*\\b(?:up|alive|running|available|left|serving)\\b.*\\b(?:maintenance|drain\\w*|upgrades?|evict\\w*|disruptions?|always)\\b"
                                + "|\\bat least (?:one|\\d+)\\b.*\\balways\\b.*\\b(?:up|alive|running|available)\\b")
                || scope.says("\\b(?:voluntary )?disruptions?\\b|\\bdrains?\\b|\\bmaintenance\\b")
                        && scope.says("\\bat least \\d|\\bat most \\d|\\bavailable\\b");
        if (!(scope.speaksOf(ResourceKind.PDB) || stays) || !scope.asks(Verb.CREATE, Verb.SET)) {
            return Optional.empty();
        }
        Map<String, String> selector =
                Pairs.behind(scope.phrase(), "labell?(?:s|ed)?|selectors?|selecting|pods? with|pods");
        Optional<ObjectNode> target = Optional.empty();
        if (selector.isEmpty()) {
            ObjectSearch search = ObjectSearch.of(scope, ResourceKind.DEPLOYMENT, ResourceKind.STATEFULSET);
            ObjectSearch.Found found = search.find();
            if (!(found instanceof ObjectSearch.Found.One one)) {
                return Optional.of(search.otherwise(found));
            }
            target = Optional.of(one.object());
            selector = Docs.texts(Docs.at(one.object(), "spec/selector/matchLabels"));
        }
        String name = Naming.of(scope, ResourceKind.PDB)
                .filter(n -> scope.says("pdb (?:named|called) |pdb " + n))
                .orElse(target.map(LiveObjects::name).orElse("budget") + "-pdb");
        List<String> notes = new ArrayList<>();
        ObjectNode object =
                ResourceKind.PDB.make(target.map(LiveObjects::namespace).orElse(scope.space()), name);
        ObjectNode spec = Docs.in(object, "spec");
        Optional<String> gone = scope.phrase()
                .value("\\bmax(?:imum)?[- ]?unavailable(?: pods| of| to| is| :|=)* (\\d+%?)|\\bat most"
                        + " (\\d+%?)|(\\d+%?) (?:pods? )?(?:max )?unavailable");
        Optional<String> stay = scope.phrase()
                .value("\\bmin(?:imum)?[- ]?available(?: pods| of| to| is| :|=)* (\\d+%?)|\\bat least"
                        + " (\\d+%?)|(\\d+%?) (?:\\w+ )?(?:pods? |replicas? )?(?:must |should |always )*(?:be |remain |stay"
                        + " )?available");
        if (gone.isPresent()) {
            amount(spec, "maxUnavailable", gone.get());
        } else {
            amount(spec, "minAvailable", stay.orElse("1"));
            if (stay.isEmpty()) {
                notes.add("no number was named: at least 1 stays");
            }
        }
        spec.set("selector", Docs.object("matchLabels", selector));
        target.filter(t -> Docs.number(t, "spec/replicas", 1) <= Docs.number(spec, "minAvailable", 0))
                .ifPresent(t -> notes.add("with " + Docs.number(t, "spec/replicas", 1)
                        + " replicas no pod may ever be moved: a node cannot be emptied"));
        return Optional.of(Naming.reply(scope, object, notes, "disruption budget " + name));
    }

    private static void amount(ObjectNode spec, String field, String amount) {
        if (amount.endsWith("%")) {
            spec.put(field, amount);
        } else {
            spec.put(field, Integer.parseInt(amount));
        }
    }
}
