package dev.slipway.assist.alter;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Counts;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes the number of replicas: to a number, by a number, to twice as many, or by load. */
public final class ScaleIntent implements Intent {
    @Override
    public Optional<Reply> read(Scope scope) {
        boolean counts = scope.says("\\breplicas?\\b|\\binstances?\\b|\\bcopies\\b|\\bpods\\b|\\bto \\d+ pods?\\b");
        boolean scales = scope.asks(Verb.SCALE)
                && (counts
                        || scope.says("\\bscale\\b|\\b(?:double|triple|halve)\\b")
                        || scope.says("\\bload\\b|\\btraffic\\b"));
        boolean sets = scope.asks(Verb.SET, Verb.CREATE, Verb.RUN, Verb.GRANT, Verb.PAUSE)
                        && Counts.replicas(scope.phrase()).isPresent()
                        && (scope.says(
                                "\\b(?:replicas?|instances?|copies|pods)"
                                        + " of\\b|\\breplicas?\\b|\\bscale\\b|\\brun\\b|\\bhave\\b|\\b(?:needs?|should|must|keep) (?:at least |only |exactly )?\\d"))
                        && !scope.says("\\b(?:create|make|deploy)\\b")
                        && !scope.says("\\b(?:max|min)(?:imum)?[- ]?(?:replicas|available)")
                || scope.asks(Verb.SET, Verb.GRANT)
                        && scope.says(
                                "\\b(?:\\d+|one) (?:more|additional|extra|fewer) (?:replicas?|pods?|instances?|copies)\\b");
        boolean stops = scope.asks(Verb.PAUSE)
                && scope.says("^(?:\\w+ ){0,2}(?:stop|halt|turn off|switch off|shut ?down|shut off)\\b")
                && !scope.says("rollout|cronjob")
                && !ObjectSearch.of(scope, Among.SCALED).named().isEmpty();
        if (!scales && !sets && !stops
                || scope.says("\\b(?:cpu|memory|pvc|storage|volume|disk|limit|limits)\\b") && !counts
                || scope.speaksOf(ResourceKind.HPA)) {
            return Optional.empty();
        }
        Optional<Integer> to = scope.phrase()
                .number("\\b(?:to|=) ?<int>\\b(?!%|m\\b|[MG]i)")
                .or(
                        () -> Counts.replicas(
                                scope.phrase()
                                        .without("\\bby (?:\\d+)(?: more)?(?: \\w+)?")
                                        .without(
                                                "\\b\\d+ (?:more|additional|extra|fewer|less)\\b|^(?:\\w+ ){0,2}take (?:away )?\\d+ ")));
        Optional<Integer> by = scope.phrase()
                .number("\\bby (\\d+)(?!%)\\b|^(?:\\w+ ){0,2}take (?:away )?<int> ")
                .or(() -> scope.phrase().number("\\b(?:add )?<int> (?:more|additional|extra|fewer|less)\\b"))
                .or(() -> scope.says("\\b(?:by one|one more|one fewer|another (?:replica|pod|instance))\\b")
                        ? Optional.of(1)
                        : Optional.empty());
        boolean down =
                scope.says("\\b(?:down|decrease|reduce|lower|fewer|less|shrink|halve|away)\\b|^(?:\\w+ ){0,2}take\\b");
        if (scope.says("\\b\\d{6,}\\b")) {
            return Optional.of(new Reply.Question("How many replicas? That number is more than any cluster runs."));
        }
        Among.Either among = Among.of(scope, Among.SCALED);
        if (among.otherwise().isPresent()) {
            // "run 2 replicas of nginx" does not scale if there is no such object yet.
            return scope.asks(Verb.CREATE) ? Optional.empty() : among.otherwise();
        }
        List<String> notes = new ArrayList<>();
        Reply reply = among.edit(
                o -> {
                    int now = Docs.number(o, "spec/replicas", 1);
                    int wanted = stops
                            ? 0
                            : to.filter(t -> by.isEmpty() || !down || scope.says("\\bto \\d+"))
                                    .orElseGet(() -> by.map(b -> Math.max(0, down ? now - b : now + b))
                                            .orElseGet(() -> byLoad(scope, now, down)));
                    if (to.isEmpty() && by.isEmpty() && !stops) {
                        notes.add("no number was named: " + now + " becomes " + wanted
                                + (scope.says("\\bload|traffic|requests|users\\b")
                                        ? "; an autoscaler would follow the load: autoscale " + LiveObjects.name(o)
                                                + " between " + wanted + " and " + wanted * 2
                                        : ""));
                    }
                    if (wanted == 0 && now > 0) {
                        notes.add("with 0 replicas " + LiveObjects.name(o) + " serves nobody");
                    }
                    autoscaler(scope, LiveObjects.namespace(o), LiveObjects.name(o))
                            .ifPresent(h ->
                                    notes.add("the autoscaler " + h + " will set the replicas again as it sees fit"));
                    Docs.in(o, "spec").put("replicas", wanted);
                    return o;
                },
                o -> "scale " + LiveObjects.ref(o).words() + " from " + Docs.number(o, "spec/replicas", 1) + "",
                "It has that many replicas already.");
        return Optional.of(reply instanceof Reply.Changes c ? new Reply.Changes(c.changes(), notes) : reply);
    }

    private static int byLoad(Scope scope, int now, boolean down) {
        if (scope.says("\\btriple\\b")) {
            return Math.max(1, now) * 3;
        }
        return down ? Math.max(1, now / 2) : Math.max(2, now * 2);
    }

    private static Optional<String> autoscaler(Scope scope, String space, String name) {
        return scope.objects().all(ResourceKind.HPA, space).stream()
                .filter(h -> Docs.text(h, "spec/scaleTargetRef/name").equals(name))
                .map(LiveObjects::name)
                .findFirst();
    }
}
