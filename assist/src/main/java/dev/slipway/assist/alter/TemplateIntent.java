package dev.slipway.assist.alter;

import dev.slipway.assist.field.FieldWords;
import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Counts;
import dev.slipway.assist.slot.ImageWords;
import dev.slipway.assist.slot.PodWords;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Times;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes the pod template of workloads: image, variables, resources, probes, volumes, placement, and the rollout
 * strategy.
 */
public final class TemplateIntent implements Intent {
    private static final List<ResourceKind> KINDS = List.of(
            ResourceKind.DEPLOYMENT,
            ResourceKind.STATEFULSET,
            ResourceKind.DAEMONSET,
            ResourceKind.CRONJOB,
            ResourceKind.POD);

    @Override
    public Optional<Reply> read(Scope scope) {
        boolean add = scope.asks(Verb.CREATE)
                && scope.says("^(?:\\w+ ){0,4}?(?:add|put|new)\\b")
                && scope.says(
                        "\\b(?:env|probe|container|sidecar|volume|tolerations?|affinity|anti-affinity|limits?|requests?|label|securitycontext|security"
                                + " context|pull ?secrets?|resource|resources|health ?check|check|command|port|init)\\b");
        boolean mounts = scope.says("^(?:\\w+ ){0,3}?(?:mount|attach|inject|use|expose)\\b")
                && scope.says("\\b(?:configmap|secret|pvc|volume|emptydir|claim)\\b");
        boolean sets = scope.asks(
                Verb.PAUSE,
                Verb.SET,
                Verb.SCALE,
                Verb.GRANT,
                Verb.FIX,
                Verb.RESTART,
                Verb.SWITCH,
                Verb.DENY,
                Verb.CREATE);
        add |= scope.asks(Verb.CREATE) && scope.says("^(?:\\w+ )?make (?:the|its) ");
        if (scope.asks(Verb.CREATE) && !add
                || !sets && !mounts
                || scope.asks(Verb.FIX) && !scope.says("\\bto (?:use )?\\S+:\\S+|\\bset(?:ting)?\\b|\\bprobe\\b")) {
            return Optional.empty();
        }
        if (scope.says("^(?:\\w+ )?add \\d+\\S* (?:of )?(?:more )?(?:memory|cpu|ram)\\b")) {
            return Optional.of(
                    new Reply.Question(
                            "Is that the new amount, or is it to come on top? For example: set the memory limit of web to 256Mi."));
        }
        Phrase phrase = scope.phrase();
        ObjectSearch search = ObjectSearch.of(scope, KINDS);
        Among.Either among = Among.of(scope, KINDS);
        if (among.otherwise().isPresent()) {
            // The request is not about a workload, so another intent may know it.
            return speaks(scope) ? among.otherwise() : Optional.empty();
        }
        List<ObjectChange> changes = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (ObjectNode before : among.objects()) {
            ObjectNode after = changed(scope, phrase, before, notes);
            if (!after.equals(before)) {
                String words = "change " + LiveObjects.ref(before).words();
                changes.add(
                        replaced(before, after)
                                ? new ObjectChange.Replace(before, after, words + ": delete it and make it anew")
                                : new ObjectChange.Edit(before, after, words));
            }
        }
        if (changes.isEmpty()) {
            return speaks(scope)
                    ? Optional.of(
                            new Reply.Question(
                                    "What is to become of "
                                            + search.one()
                                                    .map(o -> LiveObjects.ref(o).words())
                                                    .orElse("it")
                                            + "? Nothing would change by what was read: it is so already, or it was said in other words."))
                    : Optional.empty();
        }
        return Optional.of(new Reply.Changes(changes, notes));
    }

    /** Whether the request is about a part of a workload. */
    private static boolean speaks(Scope scope) {
        return scope.says(
                "\\b(?:image|env|variables?|limits?|requests?|memory|cpu|probes?|replicas?|strategy|tolerations?|affinity|mount|container|version|tag|command|schedule|resources|node"
                        + " ?selector)\\b");
    }

    /** Whether a pod has to be replaced, because the API allows only a change of its image. */
    private static boolean replaced(ObjectNode before, ObjectNode after) {
        if (LiveObjects.kind(before) != ResourceKind.POD) {
            return false;
        }
        ObjectNode image = before.deepCopy();
        List<ObjectNode> now = Docs.items(Docs.at(after, "spec/containers"));
        List<ObjectNode> was = Docs.items(Docs.at(image, "spec/containers"));
        for (int i = 0; i < Math.min(now.size(), was.size()); i++) {
            was.get(i).set("image", now.get(i).path("image"));
        }
        return !image.path("spec").equals(after.path("spec"));
    }

    private static ObjectNode changed(Scope scope, Phrase phrase, ObjectNode before, List<String> notes) {
        ObjectNode after = before.deepCopy();
        ResourceKind kind = LiveObjects.kind(before);
        ObjectNode spec = Docs.in(after, kind.podSpec());
        ArrayNode containers = Docs.listIn(spec, "containers");
        Phrase said = evened(
                phrase.without("\\b(?:deployment|statefulset|daemonset|pod|cronjob)[ /]"
                        + Pattern.quote(LiveObjects.name(before)) + "(?= |$)"),
                before,
                containers);
        boolean sidecar = scope.says("\\b(?:add|inject|attach|put)\\b.{0,30}\\b(?:sidecar|container)\\b")
                && !scope.says("\\bto (?:the |its )?(?:main |first )?container\\b.{0,10}$");
        if (sidecar) {
            PodWords.Spec more = PodWords.of(said, "sidecar", Map.of(), false);
            boolean init = scope.says("\\binit[ -]?container");
            Docs.items(more.spec().path(init ? "initContainers" : "containers"))
                    .forEach(c -> Docs.put(Docs.listIn(spec, init ? "initContainers" : "containers"), "name", c));
            Docs.items(more.spec().path("volumes")).forEach(v -> {
                Docs.put(Docs.listIn(spec, "volumes"), "name", v);
                String path = Docs.text(more.spec(), "containers/0/volumeMounts/0/mountPath");
                if (!path.isEmpty() && containers.get(0) instanceof ObjectNode first) {
                    Docs.put(
                            Docs.listIn(first, "volumeMounts"),
                            "mountPath",
                            Docs.object("name", Docs.text(v, "name"), "mountPath", path));
                }
            });
            notes.addAll(more.notes());
            return after;
        }
        List<ObjectNode> chosen = chosen(scope, containers);
        boolean image =
                scope.says("\\bimage\\b|\\bversion\\b|\\btag\\b|\\b(?:upgrade|downgrade|update|bump|roll ?out|rolling"
                        + " update)\\b|\\S+:\\S+");
        for (ObjectNode container : chosen) {
            if (image && !scope.says("\\bimage ?pull ?(?:policy|secret)")) {
                ImageWords.changed(said, Docs.text(container, "image"))
                        .filter(i -> !i.equals(LiveObjects.name(before)))
                        .ifPresent(i -> container.put("image", i));
            }
            relative(scope, container);
            port(said, container);
            if (PodWords.fill(container, said)) {
                level(container, notes);
            }
            removed(scope, container);
        }
        PodWords.place(spec, said, Docs.texts(Docs.at(after, "spec/selector/matchLabels")));
        if (kind == ResourceKind.DEPLOYMENT) {
            Counts.strategy(said).ifPresent(s -> Docs.in(after, "spec").set("strategy", s));
            said.number("\\brevision ?history ?limit(?: to| of| :|=)* <int>")
                    .ifPresent(n -> Docs.in(after, "spec").put("revisionHistoryLimit", n));
            said.number("\\bprogress ?deadline(?: ?seconds)?(?: to| of| :|=)* <int>")
                    .ifPresent(n -> Docs.in(after, "spec").put("progressDeadlineSeconds", n));
            said.number("\\bmin ?ready ?seconds(?: to| of| :|=)* <int>")
                    .ifPresent(n -> Docs.in(after, "spec").put("minReadySeconds", n));
        }
        if (kind == ResourceKind.DEPLOYMENT || kind == ResourceKind.STATEFULSET) {
            if (scope.says("\\breplicas?\\b")) {
                Counts.replicas(said).ifPresent(n -> Docs.in(after, "spec").put("replicas", n));
            }
        }
        FieldWords.complete(after, before, said);
        if (kind == ResourceKind.CRONJOB && scope.says("\\bschedule\\b|\\bevery\\b|\\brun\\b")) {
            Times.schedule(said).ifPresent(s -> Docs.in(after, "spec").put("schedule", s));
        }
        return after;
    }

    /** "the probe" of a container that has one is this one, and "api 2.2" is its version. */
    private static Phrase evened(Phrase phrase, ObjectNode before, ArrayNode containers) {
        String text = phrase.text()
                .replaceAll(
                        "(?i)(?<![\\w-])" + Pattern.quote(LiveObjects.name(before)) + " (?=v?\\d+(?:\\.\\d+)+(?: |$))",
                        "to version ");
        List<String> probes = Docs.items(containers).stream()
                .limit(1)
                .flatMap(c -> Stream.of("readiness", "liveness", "startup").filter(p -> c.has(p + "Probe")))
                .toList();
        return phrase.of(
                probes.size() == 1
                        ? text.replaceAll(
                                "(?i)(?<!readiness |liveness |startup |-)\\b(?=(?:health ?)?(?:probe|check)s?\\b)",
                                probes.getFirst() + " ")
                        : text);
    }

    /**
     * "container=image" and "container X" name one container. Without a name, the first is meant, or all for what holds
     * for all.
     */
    private static List<ObjectNode> chosen(Scope scope, ArrayNode containers) {
        List<ObjectNode> all = Docs.items(containers);
        List<ObjectNode> named = all.stream()
                .filter(c -> scope.says("\\bcontainers? (?:named |called )?"
                        + Pattern.quote(Docs.text(c, "name")) + "\\b|\\b"
                        + Pattern.quote(Docs.text(c, "name")) + " container\\b|(?:^| )"
                        + Pattern.quote(Docs.text(c, "name")) + "=\\S+[:/]"))
                .toList();
        return !named.isEmpty()
                ? named
                : scope.says("\\b(?:all|every|each|both) (?:of )?(?:the |its )?containers?\\b")
                        ? all
                        : all.stream().limit(1).toList();
    }

    /** "change the container port of payments to 9090" is no second port. */
    private static void port(Phrase said, ObjectNode container) {
        List<ObjectNode> ports = Docs.items(container.path("ports"));
        said.number("\\bcontainer ?-?port\\b(?:(?! to ).){0,40} to <int>")
                .filter(p -> ports.size() == 1)
                .ifPresent(p -> ports.getFirst().put("containerPort", p));
    }

    /** "double the memory limit", "increase memory by 50%". */
    private static void relative(Scope scope, ObjectNode container) {
        Optional<Integer> percent = scope.phrase().number("\\bby (\\d+)%");
        double factor = scope.says("\\bdouble\\b|\\btwice\\b")
                ? 2
                : scope.says("\\bhalve\\b")
                        ? 0.5
                        : percent.map(p -> 1 + (scope.says("\\b(?:decrease|reduce|lower)\\b") ? -p : p) / 100.0)
                                .orElse(0.0);
        if (factor == 0 || !scope.says("\\b(?:cpu|memory|limits?|requests?|resources)\\b")) {
            return;
        }
        for (String section : List.of("requests", "limits")) {
            boolean only = scope.says("\\blimits?\\b") && !scope.says("\\brequests?\\b")
                    ? section.equals("requests")
                    : scope.says("\\brequests?\\b") && !scope.says("\\blimits?\\b") && section.equals("limits");
            if (!only && Docs.at(container, "resources/" + section) instanceof ObjectNode amounts) {
                for (String kind : List.of("cpu", "memory")) {
                    if (amounts.has(kind)
                            && (scope.says("\\b" + kind + "\\b") || !scope.says("\\b(?:cpu|memory)\\b"))) {
                        amounts.put(kind, Quantities.times(Docs.text(amounts, kind), factor));
                    }
                }
            }
        }
    }

    /** A request may not exceed the limit, so the other one follows. */
    private static void level(ObjectNode container, List<String> notes) {
        for (String kind : List.of("cpu", "memory")) {
            String request = Docs.text(container, "resources/requests/" + kind);
            String limit = Docs.text(container, "resources/limits/" + kind);
            if (!request.isEmpty() && !limit.isEmpty() && Quantities.value(request) > Quantities.value(limit)) {
                Docs.in(container, "resources/requests").put(kind, limit);
                notes.add("the request of " + kind + " (" + request + ") is above the limit: it becomes " + limit);
            }
        }
    }

    private static void removed(Scope scope, ObjectNode container) {
        if (!scope.says("\\b(?:remove|delete|unset|drop)\\b")) {
            return;
        }
        scope.phrase()
                .values("\\b(?:remove|delete|unset|drop) (?:the )?(?:env )?((?-i:[A-Z_][A-Z0-9_]+))")
                .forEach(key -> {
                    ArrayNode env = Docs.listIn(container, "env");
                    for (int i = env.size() - 1; i >= 0; i--) {
                        if (Docs.text(env.get(i), "name").equals(key)) {
                            env.remove(i);
                        }
                    }
                });
    }
}
