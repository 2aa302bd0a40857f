package dev.slipway.assist.alter;

import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Finds the objects that a change is about: all of a kind, the named ones, or a single one. */
final class Among {
    static final List<ResourceKind> SCALED =
            List.of(ResourceKind.DEPLOYMENT, ResourceKind.STATEFULSET, ResourceKind.REPLICASET);
    static final List<ResourceKind> ROLLED =
            List.of(ResourceKind.DEPLOYMENT, ResourceKind.STATEFULSET, ResourceKind.DAEMONSET);

    private Among() {}

    /** @param kinds those that the change applies to */
    static Either of(Scope scope, List<ResourceKind> kinds) {
        Optional<ResourceKind> said = scope.first(kinds);
        if (scope.says(
                        "\\b(?:all|every|each)(?: of)?(?: the)? (?:\\w+"
                                + " )?(?:deployments|statefulsets|daemonsets|workloads|services|pods|jobs|configmaps|secrets|hpas|cronjobs|replicas?ets|apps|applications|pvcs|ingresses|networkpolicies)\\b")
                && !scope.says("\\bexcept\\b|\\bbut not\\b|\\bpods of\\b")) {
            List<ObjectNode> all = new ArrayList<>();
            for (ResourceKind kind : said.map(List::of).orElse(kinds)) {
                all.addAll(scope.objects().all(kind, scope.space()));
            }
            return all.isEmpty()
                    ? new Either(
                            List.of(),
                            Optional.of(Reply.Told.of("There is no " + said.orElse(kinds.getFirst()) + " in namespace "
                                    + scope.space() + ".")))
                    : new Either(all, Optional.empty());
        }
        if (scope.says("^\\S+ (?:down |up )?everything\\b") && scope.named().isPresent()) {
            return new Either(
                    kinds.stream()
                            .filter(k -> k != ResourceKind.REPLICASET && k != ResourceKind.POD)
                            .flatMap(k -> scope.objects().all(k, scope.space()).stream())
                            .toList(),
                    Optional.empty());
        }
        ObjectSearch search = ObjectSearch.of(scope, kinds);
        List<ObjectNode> named = search.named();
        if (named.size() > 1 && scope.says("\\band\\b|,|\\bboth\\b")) {
            List<ObjectNode> same = named.stream()
                    .filter(o -> said.isEmpty() || LiveObjects.kind(o) == said.get())
                    .toList();
            List<ObjectNode> one = new ArrayList<>();
            for (ObjectNode o : same.isEmpty() ? named : same) {
                if (one.stream().noneMatch(x -> LiveObjects.name(x).equals(LiveObjects.name(o)))) {
                    one.add(o);
                }
            }
            if (one.size() > 1) {
                return new Either(one, Optional.empty());
            }
        }
        ObjectSearch.Found found = search.find();
        if (found instanceof ObjectSearch.Found.Many && scope.says(" and | , ")) {
            // "the todo frontend and the todo backend": each part names one.
            List<ObjectNode> each = new ArrayList<>();
            for (String piece : scope.phrase().text().split(" and | , ")) {
                search.in(scope.phrase().of(piece))
                        .one()
                        .filter(o -> !each.contains(o))
                        .ifPresent(each::add);
            }
            if (each.size() > 1) {
                return new Either(each, Optional.empty());
            }
        }
        return found instanceof ObjectSearch.Found.One one
                ? new Either(List.of(one.object()), Optional.empty())
                : new Either(List.of(), Optional.of(search.otherwise(found)));
    }

    /** Objects, or the answer if there are none. */
    record Either(List<ObjectNode> objects, Optional<Reply> otherwise) {
        /** One change of each object; none of an object that is already so. */
        Reply edit(UnaryOperator<ObjectNode> change, Function<ObjectNode, String> words, String already) {
            if (otherwise.isPresent()) {
                return otherwise.get();
            }
            List<ObjectChange> changes = new ArrayList<>();
            for (ObjectNode object : objects) {
                ObjectNode after = change.apply(object.deepCopy());
                if (!after.equals(object)) {
                    changes.add(
                            LiveObjects.kind(object) == ResourceKind.POD
                                            && !after.path("spec").equals(object.path("spec"))
                                    ? new ObjectChange.Replace(object, after, words.apply(object))
                                    : new ObjectChange.Edit(object, after, words.apply(object)));
                }
            }
            return changes.isEmpty() ? Reply.Told.of(already) : new Reply.Changes(changes, List.of());
        }
    }
}
