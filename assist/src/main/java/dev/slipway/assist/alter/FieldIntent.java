package dev.slipway.assist.alter;

import dev.slipway.assist.field.FieldWords;
import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Sets any field of an object without pods that a request names by the API's name of it; of pods, {@link TemplateIntent} does. */
public final class FieldIntent implements Intent {
    private static final List<ResourceKind> NOT = List.of(
            ResourceKind.EVENT,
            ResourceKind.ENDPOINTS,
            ResourceKind.REPLICASET,
            ResourceKind.SECRET,
            ResourceKind.NODE,
            ResourceKind.DEPLOYMENT,
            ResourceKind.STATEFULSET,
            ResourceKind.DAEMONSET,
            ResourceKind.POD,
            ResourceKind.CRONJOB);

    @Override
    public Optional<Reply> read(Scope scope) {
        boolean makes = scope.asks(Verb.CREATE) && !scope.says("^(?:\\w+ ){0,2}?(?:make|add|put)\\b");
        if (scope.verb().asks() || makes || scope.asks(Verb.DELETE, Verb.ROLLBACK, Verb.RESTART)) {
            return Optional.empty();
        }
        List<ResourceKind> kinds = new ArrayList<>();
        for (ResourceKind kind : ResourceKind.values()) {
            if (!NOT.contains(kind) && FieldWords.named(without(scope.phrase(), scope), kind)) {
                kinds.add(kind);
            }
        }
        if (kinds.isEmpty() || ObjectSearch.of(scope, kinds).named().isEmpty() && !scope.says("\\b(?:it|its)\\b")) {
            return Optional.empty();
        }
        // The kind that is named comes before others that have a field of this name.
        scope.first(kinds).ifPresent(k -> {
            kinds.remove(k);
            kinds.addFirst(k);
        });
        Among.Either among = Among.of(scope, kinds);
        if (among.otherwise().isPresent()
                || among.objects().stream().allMatch(o -> said(scope, o).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(among.edit(
                o -> {
                    FieldWords.put(o, said(scope, o));
                    return o;
                },
                o -> "set "
                        + String.join(
                                " and ",
                                said(scope, o).stream()
                                        .map(s -> s.leaf().name() + " to "
                                                + s.value().asString(""))
                                        .toList())
                        + " of " + LiveObjects.ref(o).words(),
                "It is that way already."));
    }

    private static List<FieldWords.Said> said(Scope scope, ObjectNode object) {
        return FieldWords.of(
                        scope.phrase().without("(?<![\\w-])" + Pattern.quote(LiveObjects.name(object)) + "(?![\\w-])"),
                        object)
                .stream()
                .filter(FieldWords.Said::whole)
                .toList();
    }

    private static Phrase without(Phrase phrase, Scope scope) {
        Phrase left = phrase;
        for (ObjectNode named :
                ObjectSearch.of(scope, List.of(ResourceKind.values())).named()) {
            left = left.without("(?<![\\w-])" + Pattern.quote(Docs.text(named, "metadata/name")) + "(?![\\w-])");
        }
        return left;
    }
}
