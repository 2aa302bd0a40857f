package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Amounts;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Makes quotas of a namespace, and limit ranges for its containers. */
public final class QuotaIntent implements Intent {
    private static final Map<String, String> COUNTED = Map.of(
            "pods",
            "pods",
            "services",
            "services",
            "configmaps?",
            "configmaps",
            "secrets",
            "secrets",
            "pvcs?",
            "persistentvolumeclaims",
            "deployments",
            "count/deployments.apps",
            "jobs",
            "count/jobs.batch",
            "loadbalancers?",
            "services.loadbalancers",
            "nodeports?",
            "services.nodeports");

    @Override
    public Optional<Reply> read(Scope scope) {
        boolean range = scope.speaksOf(ResourceKind.LIMITRANGE)
                || scope.says("\\bdefault (?:container )?(?:limits|requests|cpu|memory|resource)");
        boolean quota = scope.speaksOf(ResourceKind.QUOTA)
                || (scope.asks(Verb.SET, Verb.DENY)
                        && scope.says("\\bnamespace\\b.*\\b(?:to|at most|more than|no more than|maximum(?: of)?) \\d+"
                                + " (?:pods|services|cpus?|cores)"));
        if (!scope.asks(Verb.CREATE, Verb.SET, Verb.DENY, Verb.SCALE) || (!range && !quota)) {
            return Optional.empty();
        }
        String space = scope.space();
        List<String> notes = new ArrayList<>();
        if (range && !quota) {
            String name = Naming.of(scope, ResourceKind.LIMITRANGE).orElse(space + "-limits");
            return Optional.of(Naming.reply(scope, range(scope, space, name), notes, "limit range " + name));
        }
        Optional<String> named = Naming.of(scope, ResourceKind.QUOTA)
                .filter(n -> !n.equals(space) || scope.says("quota (?:named|called)"));
        List<ObjectNode> there = scope.objects().all(ResourceKind.QUOTA, space);
        String name = named.orElse(
                there.size() == 1 && !scope.asks(Verb.CREATE)
                        ? Docs.text(there.getFirst(), "metadata/name")
                        : space + "-quota");
        ObjectNode object = quota(scope, space, name);
        if (object.path("spec").path("hard").isEmpty()) {
            return Optional.of(new Reply.Question(
                    "How much is the namespace " + space + " to take at most, such as 4 CPU, 8Gi of memory, 20 pods?"));
        }
        return Optional.of(Naming.reply(scope, object, notes, "quota " + name));
    }

    static ObjectNode quota(Scope scope, String space, String name) {
        ObjectNode object = ResourceKind.QUOTA.make(space, name);
        ObjectNode hard = Docs.in(object, "spec/hard");
        Phrase phrase = scope.phrase();
        COUNTED.forEach((word, field) -> phrase.number("\\b<int> " + word + "\\b")
                .or(() -> phrase.number("\\b" + word + "(?: to| of| is|=| :|:|at most|limited to| maximum)* <int>"))
                .ifPresent(n -> hard.put(field, String.valueOf(n))));
        Amounts.of(phrase)
                .forEach((section, amounts) -> amounts.forEach((kind, amount) -> {
                    boolean both = !phrase.says("\\brequests?\\b") && !phrase.says("\\blimits\\b");
                    if (both
                            || (section.equals("requests") && phrase.says("\\brequests?\\b"))
                            || (section.equals("limits") && phrase.says("\\blimits?\\b"))) {
                        hard.put(section + "." + kind, amount);
                    }
                }));
        phrase.value("\\b(\\d+[MGT]i) (?:of )?(?:total )?storage\\b")
                .or(() -> phrase.value("\\bstorage(?: to| of| :|=)* (\\d+[MGT]i)"))
                .ifPresent(s -> hard.put("requests.storage", s));
        return object;
    }

    static ObjectNode range(Scope scope, String space, String name) {
        ObjectNode object = ResourceKind.LIMITRANGE.make(space, name);
        ObjectNode item = Docs.object("type", "Container");
        Phrase phrase = scope.phrase();
        Map<String, Map<String, String>> all = Amounts.of(phrase);
        Map<String, String> max = Amounts.of(
                        phrase.of(phrase.value("\\b(max(?:imum)?\\b.*?)(?= \\. | min(?:imum)?\\b| default|$)")
                                .orElse("")))
                .getOrDefault("limits", Map.of());
        Map<String, String> min = Amounts.of(
                        phrase.of(phrase.value("\\b(min(?:imum)?\\b.*?)(?= \\. | max(?:imum)?\\b| default|$)")
                                .orElse("")))
                .getOrDefault("requests", Map.of());
        if (!max.isEmpty()) {
            item.set("max", Docs.node(max));
        }
        if (!min.isEmpty()) {
            item.set("min", Docs.node(min));
        }
        if (max.isEmpty() && min.isEmpty() || phrase.says("\\bdefault")) {
            Map<String, String> requests = all.getOrDefault("requests", Map.of());
            Map<String, String> limits = all.getOrDefault("limits", Map.of());
            item.set(
                    "default",
                    Docs.node(
                            limits.isEmpty() && requests.isEmpty()
                                    ? Map.of("cpu", "500m", "memory", "256Mi")
                                    : limits));
            item.set(
                    "defaultRequest",
                    Docs.node(
                            requests.isEmpty() && limits.isEmpty()
                                    ? Map.of("cpu", "100m", "memory", "128Mi")
                                    : requests));
            List.of("default", "defaultRequest").forEach(f -> {
                if (item.path(f).isEmpty()) {
                    item.remove(f);
                }
            });
        }
        Docs.in(object, "spec").set("limits", Docs.list(item));
        return object;
    }
}
