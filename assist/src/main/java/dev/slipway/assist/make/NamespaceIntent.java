package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Pairs;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Makes namespaces, with isolation and quotas. */
public final class NamespaceIntent implements Intent {
    @Override
    public Optional<Reply> read(Scope scope) {
        boolean makes = scope.asks(Verb.CREATE)
                && scope.first(List.of(ResourceKind.values())).equals(Optional.of(ResourceKind.NAMESPACE))
                && scope.says("\\b(?:create|make|add|set ?up|new|an?|another|\\d+)(?: \\S+){0,3}? namespaces?\\b")
                && !scope.says("\\b(?:in|into|to|inside|within|for) (?:the |a |my |an existing )?(?:\\S+"
                        + " )?namespace\\b.*\\b(?:image|replicas?|pods?)\\b");
        if (!makes
                || scope.says(
                        "^\\S+(?: \\S+)? (?:a |an |the |new |\\d+"
                                + " )*(?:pods?|deployments?|services?|configmaps?|secrets?|jobs?|resourcequotas?|quotas?|networkpolic\\w+|roles?|serviceaccounts?)\\b")) {
            return Optional.empty();
        }
        List<String> names = names(scope);
        if (names.isEmpty()) {
            return Optional.of(new Reply.Question("How is the namespace to be called?"));
        }
        List<ObjectChange> changes = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String name : names) {
            ObjectNode object = ResourceKind.NAMESPACE.make("", name);
            Pairs.behind(scope.phrase(), "labell?(?:s|ed)?")
                    .forEach((k, v) -> Docs.in(object, "metadata/labels").put(k, v));
            Pairs.behind(scope.phrase(), "annotations?")
                    .forEach((k, v) -> Docs.in(object, "metadata/annotations").put(k, v));
            if (scope.says("\\b(?:pod security|restricted|baseline)\\b")) {
                Docs.in(object, "metadata/labels")
                        .put(
                                "pod-security.kubernetes.io/enforce",
                                scope.says("\\bbaseline\\b") ? "baseline" : "restricted");
            }
            changes.add(Naming.change(scope, object, notes, "namespace " + name));
            if (scope.says("\\bisolat\\w+\\b|\\bdefault[- ]deny\\b|deny(?:-| )all")) {
                changes.add(new ObjectChange.Make(
                        scope.says("\\bdefault[- ]deny\\b|deny(?:-| )all")
                                ? NetworkIntent.closed(name)
                                : NetworkIntent.isolation(name),
                        "let only pods of " + name + " reach its pods"));
            }
            if (scope.says("\\b(?:resource)?quotas?\\b|\\blimited to\\b")) {
                ObjectNode quota = QuotaIntent.quota(scope, name, "quota");
                if (quota.path("spec").path("hard").isEmpty()) {
                    notes.add("no amount was named for its quota: 4 CPU, 8Gi of memory, 50 pods");
                    Docs.in(quota, "spec/hard")
                            .put("requests.cpu", "4")
                            .put("requests.memory", "8Gi")
                            .put("pods", "50");
                }
                changes.add(new ObjectChange.Make(quota, "bound what " + name + " may take"));
            }
            if (scope.says("\\blimitrange\\b|\\bdefault limits\\b")) {
                changes.add(new ObjectChange.Make(
                        QuotaIntent.range(scope, name, "limits"), "give containers of " + name + " limits"));
            }
            scope.memory().speakOf(name);
        }
        return Optional.of(new Reply.Changes(
                changes.stream()
                        .filter(c -> !(c instanceof ObjectChange.Edit e)
                                || !e.patch().isEmpty())
                        .toList(),
                notes));
    }

    private static List<String> names(Scope scope) {
        List<String> list = scope.phrase()
                .values("\\bnamespaces?(?: (?:named|called|for|:|with (?:the )?names?))* ((?:[a-z0-9][a-z0-9-]*(?: ,"
                        + " and | , | and ))+[a-z0-9][a-z0-9-]*)");
        if (!list.isEmpty()) {
            return List.of(list.getFirst().split(" (?:, and|,|and) ")).stream()
                    .filter(n -> !n.matches("with|a|an|the|it|labels?"))
                    .toList();
        }
        return Naming.of(scope, ResourceKind.NAMESPACE)
                .or(() -> scope.phrase().value("\\bnamespaces? (?:named |called |: )*<name>"))
                .or(() -> scope.phrase()
                        .value("\\b(?:create|make|add|new) (?:a |an |the |new )*<name> namespace")
                        .filter(n -> !n.matches("isolated|new")))
                .map(List::of)
                .orElse(List.of());
    }
}
