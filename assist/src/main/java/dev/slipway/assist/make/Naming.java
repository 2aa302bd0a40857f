package dev.slipway.assist.make;

import dev.slipway.assist.field.FieldWords;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Names and namespaces of new objects, and the reply if an object exists already. */
final class Naming {
    private Naming() {}

    /** The name for an object of a kind. */
    static Optional<String> of(Scope scope, ResourceKind kind) {
        Phrase phrase = scope.phrase();
        String word = kind.words();
        Optional<String> direct = phrase.value("\\b" + word
                        + "(?: object| resource)? (?:that is |which is |should be |is |must be"
                        + " )?(?:named|called|with (?:the )?name(?: of)?|name) (?:: |= ?)?<name>")
                .or(() -> phrase.value("^(?:\\w+ ){0,3}?(?:deploy|run|launch|start|host|install)\\b.*? as"
                                + " (?!a\\b|an\\b|the\\b|root|user)<name>")
                        .filter(n ->
                                kind.workload() && !n.matches("deployment|statefulset|service|daemonset|non-root")))
                .or(() -> phrase.value("\\bname it <name>|\\bcall it <name>"));
        if (direct.isPresent()) {
            return direct.map(Naming::valid);
        }
        // "a daemonset probe with busybox": between its kind and what it is made of, any word is the name.
        Optional<String> between = phrase.value(
                "\\b" + word
                        + " (?!named|called|named|object|resource)<name>(?= (?:with|using|from|image|in|on|that|which|of|at|,)(?: |$)|$)");
        if (between.isPresent()) {
            return between.map(Naming::valid);
        }
        return phrase.values("\\b(?:named|called) <name>").stream()
                .filter(n -> !phrase.says(
                        "\\b(?:namespace|container|volume|configmap|secret|port|key|pvc|serviceaccount|deployment|pod|service|role|emptydir|label|ingress|job|file|class|storageclass|env)"
                                + " (?:named|called) "
                                + Pattern.quote(n) + "(?![\\w-])"))
                .findFirst()
                .or(() -> ObjectSearch.of(scope, kind).spoken())
                .map(Naming::valid);
    }

    static String valid(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-").replaceAll("^[-.]+|[-.]+$", "");
    }

    /** Changes that make the namespace, if it does not exist: a request may name one that has to be made first. */
    static List<ObjectChange> space(Scope scope, List<String> notes) {
        List<ObjectChange> changes = new ArrayList<>();
        String space = scope.space();
        if (!scope.objects().namespace(space)) {
            ObjectNode made = ResourceKind.NAMESPACE.make("", space);
            changes.add(new ObjectChange.Make(made, "make namespace " + space));
            notes.add("there is no namespace " + space + " yet");
        }
        return changes;
    }

    /** Makes the object. If one of its name exists, its fields are changed to the request's. */
    static Reply.Changes reply(Scope scope, ObjectNode object, List<String> notes, String told) {
        List<ObjectChange> changes =
                new ArrayList<>(object.path("metadata").has("namespace") ? space(scope, notes) : List.of());
        changes.add(change(scope, object, notes, told));
        return new Reply.Changes(
                changes.stream()
                        .filter(c -> !(c instanceof ObjectChange.Edit e)
                                || !e.patch().isEmpty())
                        .toList(),
                notes);
    }

    static ObjectChange change(Scope scope, ObjectNode object, List<String> notes, String told) {
        Optional<ObjectNode> there = scope.objects().find(LiveObjects.ref(object));
        if (there.isEmpty()) {
            FieldWords.add(
                    object,
                    scope.phrase().without("(?:named|called) " + Pattern.quote(LiveObjects.name(object)) + "(?= |$)"));
            return new ObjectChange.Make(object, "make " + told);
        }
        notes.add(LiveObjects.ref(object).text() + " is there already: it is changed to what is asked for");
        ObjectNode after = Docs.changed(there.get(), o -> Docs.merge(o, object));
        return LiveObjects.kind(object) == ResourceKind.POD || LiveObjects.kind(object) == ResourceKind.JOB
                ? new ObjectChange.Replace(there.get(), merged(object), "make " + told + " anew")
                : new ObjectChange.Edit(there.get(), after, "change " + told);
    }

    private static ObjectNode merged(ObjectNode object) {
        return object;
    }
}
